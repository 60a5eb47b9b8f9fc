import { jsonRecords, type JsonRecord } from './json-records.js';

async function read(text: string | Buffer, chunkBytes = 7): Promise<JsonRecord[]> {
  const bytes = Buffer.from(text as string);
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
  }
  const records: JsonRecord[] = [];
  for await (const record of jsonRecords(chunks(), 'assignments')) records.push(record);
  return records;
}

const values = async (text: string, chunkBytes?: number) =>
  (await read(text, chunkBytes)).map(({ of, value }) => [of, JSON.parse(JSON.stringify(value))]);

describe('jsonRecords', () => {
  it.each([1, 2, 7, 4096])(
    'hands out entries before the object that holds them, in chunks of %d bytes',
    async (size) => {
      const text = '{"a":1,"assignments":[{"u":"é"},{"u":2}],"b":[[1],{"c":null}]}';
      expect(await values(text, size)).toEqual([
        ['entry', { u: 'é' }],
        ['entry', { u: 2 }],
        ['object', { a: 1, b: [[1], { c: null }] }],
      ]);
    },
  );

  it('reads an array of objects, and entries only where they belong', async () => {
    expect(await values('[{"assignments":[1]},{"x":{"assignments":[2]}},3]')).toEqual([
      ['entry', 1],
      ['object', {}],
      ['object', { x: { assignments: [2] } }],
      ['object', 3],
    ]);
  });

  it('tells an empty array of entries from none', async () => {
    const streamed = async (text: string) => (await read(text)).map((record) => record.streamed);
    expect(await streamed('[{"assignments":[]},{},{"assignments":{}}]')).toEqual([true, false, false]);
  });

  it('says where each object stands', async () => {
    const [first, second] = await read('\ufeff[\n  {"a": 1},\n    {"phoneNumbers": [\n{}]}]');
    expect(first!.position).toEqual({ line: 2, column: 3 });
    expect(second!.position).toEqual({ line: 3, column: 5 });
    const [inner] = (second!.value as { phoneNumbers: [Record<string, never>] }).phoneNumbers;
    expect(second!.positions.get(inner)).toEqual({ line: 4, column: 1 });
  });

  it('keeps a member named __proto__ as a member', async () => {
    const [record] = await read('{"__proto__":{"polluted":true}}');
    expect(Object.keys(record!.value as object)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it.each([
    ['', 'empty'],
    [' \n', 'empty'],
    ['{', 'not_json'],
    ['{"a":1', 'not_json'],
    ['{"a" 1}', 'not_json'],
    ['{"a":}', 'not_json'],
    ['{"a":1,}', 'not_json'],
    ['[1,]', 'not_json'],
    ['[1 2]', 'not_json'],
    ['{1:2}', 'not_json'],
    ['{"a":1]', 'not_json'],
    ['{"a":1}}', 'not_json'],
    ['{"a":1} {"b":2}', 'not_json'],
    ['nope', 'not_json'],
    [':', 'not_json'],
    [',', 'not_json'],
    ['}', 'not_json'],
    ['['.repeat(24_000), 'too_deep'],
    [`["${'x'.repeat(200_000)}"]`, 'too_large'],
    [`{"a":"${'é'.repeat(32_769)}"}`, 'too_large'],
    [`[[${'1,'.repeat(100_001)}1]]`, 'too_large'],
  ])('refuses %.20j with a code and a place', async (text, code) => {
    await expect(read(text)).rejects.toMatchObject({ code, position: { line: expect.any(Number) } });
  });

  it.each([Buffer.from([0x22, 0xff, 0x22]), Buffer.from([0x22, 0xc3]), Buffer.from('"x"', 'utf16le')])(
    'refuses bytes that are not UTF-8 JSON',
    async (bytes) => {
      await expect(read(bytes)).rejects.toMatchObject({ code: expect.stringMatching(/^not_(utf8|json)$/) });
    },
  );
});

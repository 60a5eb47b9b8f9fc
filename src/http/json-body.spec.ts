import { jsonOf, JSON_DEPTH_LIMIT } from './json-body.js';

const sent = (text: string | Buffer, mediaType: string | undefined = 'application/json') =>
  jsonOf({ mediaType, bytes: Buffer.from(text as string) });

const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;

describe('the media type', () => {
  it.each([
    'application/json',
    'APPLICATION/JSON',
    ' application/json ',
    'application/json;charset=utf-8',
    'application/json; charset="UTF-8"',
    'application/json; charset = utf-8',
    'application/json; version=1',
    'application/json;',
  ])('reads %p', (mediaType) => {
    expect(sent('{"a":1}', mediaType)).toEqual({ a: 1 });
  });

  it.each([
    '',
    'text/plain',
    'application/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonx',
    'application/problem+json',
    'application/merge-patch+json',
    'application/json, text/plain',
    'application/json\ttext/plain',
    'application/json; charset=utf-16',
    'application/json; charset=iso-8859-1',
    'application/json; charset=utf-8; charset=utf-16',
    ';;;',
  ])('refuses %p', (mediaType) => {
    expect(() => sent('{}', mediaType)).toThrow(
      expect.objectContaining({ status: 415, code: 'unsupported_media_type', headers: { accept: 'application/json' } }),
    );
  });

  it('refuses a body that says nothing about its type', () => {
    expect(() => jsonOf({ bytes: Buffer.from('{}') })).toThrow(expect.objectContaining({ status: 415 }));
  });

  it('refuses a compressed body', () => {
    const compressed = { mediaType: 'application/json', encoding: 'gzip', bytes: Buffer.from('{}') };
    expect(() => jsonOf(compressed)).toThrow(expect.objectContaining({ status: 415 }));
    expect(jsonOf({ ...compressed, encoding: 'Identity' })).toEqual({});
  });
});

describe('the JSON text', () => {
  it.each(['{}', '[]', 'null', '1', '"x"', ' {"a":[1,{"b":"\\u00e9"}]} ', '"\\ud83d\\ude00"', '"\\\\u0000"'])(
    'reads %p',
    (text) => {
      expect(sent(text)).toEqual(JSON.parse(text));
    },
  );

  it.each([
    '{',
    '{"a":}',
    "{'a':1}",
    '{"a":1}}',
    '[1,]',
    'NaN',
    'undefined',
    ' ',
    '\ufeff{',
    '{"a":1}\0',
    '"\t"',
    '//',
  ])('malformed_json: refuses %p', (text) => {
    expect(() => sent(text)).toThrow(expect.objectContaining({ status: 400, code: 'malformed_json' }));
  });

  it.each([
    ['a byte that is not UTF-8', Buffer.from([0x22, 0xff, 0x22])],
    ['half a character', Buffer.from([0x22, 0xc3, 0x22])],
    ['an encoded surrogate', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
    ['UTF-16', Buffer.from('{}', 'utf16le')],
  ])('malformed_json: refuses %s', (_what, bytes) => {
    expect(() => sent(bytes)).toThrow(expect.objectContaining({ status: 400, code: 'malformed_json' }));
  });

  it.each([
    '"\\u0000"',
    '["\\ud800"]',
    '{"a":{"b":"x\\uDFFF"}}',
    '{"\\u0000":1}',
    '{"a\\udc00":1}',
    '"\\ude00\\ud83d"',
  ])('malformed_json: refuses NUL and lone surrogates, as in %p', (text) => {
    expect(() => sent(text)).toThrow(expect.objectContaining({ status: 400, code: 'malformed_json' }));
  });

  it('never repeats what was sent', () => {
    expect(() => sent('{"secret":"+14165550199",}')).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('4165550199') }),
    );
  });
});

describe('the depth', () => {
  it.each([1, JSON_DEPTH_LIMIT - 1, JSON_DEPTH_LIMIT])('reads %i levels', (levels) => {
    expect(sent(nested(levels))).toEqual(JSON.parse(nested(levels)));
  });

  it.each([JSON_DEPTH_LIMIT + 1, 4_000, 100_000])('json_too_deep: refuses %i levels', (levels) => {
    const refused = expect.objectContaining({ status: 400, code: 'json_too_deep' });
    expect(() => sent(nested(levels))).toThrow(refused);
    expect(() => sent('['.repeat(levels))).toThrow(refused);
    expect(() => sent('{"a":'.repeat(levels))).toThrow(refused);
  });

  it('counts no bracket inside a string, also behind an escaped quote', () => {
    const text = JSON.stringify({ a: `\\"${'['.repeat(100)}` });
    expect(sent(text)).toEqual(JSON.parse(text));
  });

  it('counts levels, not brackets', () => {
    const text = `[${Array(1000).fill('[{}]').join(',')}]`;
    expect(sent(text)).toHaveLength(1000);
  });
});

describe('members of one name', () => {
  it.each([
    ['{"a":1,"a":1}', 'a'],
    ['{"a":1,"b":{"c":1},"a":{"c":1}}', 'a'],
    ['{"a":1,"\\u0061":2}', 'a'],
    ['[{"b":[{"c" : 1,"c"\t:2}]}]', 'c'],
    ['{"__proto__":1,"__proto__":2}', '__proto__'],
    ['{"\\"":"}","\\"":"{"}', '"'],
    ['{"":1,"":2}', ''],
  ])('repeated_json_name: refuses %p', (text, name) => {
    const details = `${JSON.stringify(name)} stands more than once in an object`;
    expect(() => sent(text)).toThrow(expect.objectContaining({ status: 400, code: 'repeated_json_name', details }));
  });

  it.each([
    ['x'.repeat(64), 'x'.repeat(64)],
    ['x'.repeat(100_000), `${'x'.repeat(64)}…`],
    ['\u{1f600}'.repeat(65), `${'\u{1f600}'.repeat(64)}…`],
  ])('of a long name say the beginning', (name, told) => {
    const details = `"${told}" stands more than once in an object`;
    expect(() => sent(`{"${name}":1,"${name}":2}`)).toThrow(expect.objectContaining({ details }));
  });

  it.each([
    '{"a":{"a":{"a":1}},"b":[{"a":1},{"a":1}]}',
    '{"a":"{\\"b\\":1,\\"b\\":2}","b":"\\\\","c":"\\\\\\"","d":["\\":","\\"a\\":"]}',
    '{"__proto__":1,"constructor":2,"toString":3,"1":4,"01":5,"A":6,"a":7}',
    '":::"',
  ])('reads %p', (text) => {
    expect(sent(text)).toEqual(JSON.parse(text));
  });

  it('are looked for in a text of any shape within milliseconds', () => {
    const empty = Array.from({ length: 80_000 }, () => '{}').join(',');
    const many = Array.from({ length: 20_000 }, (_, i) => `"k${i}":1`).join(',');
    const before = performance.now();
    sent(`[${empty}]`);
    sent(`{${many}}`);
    // Some 25 ms, most of them JSON.parse's own.
    expect(performance.now() - before).toBeLessThan(500);
  });
});

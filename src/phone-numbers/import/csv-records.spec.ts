import { csvRecords, type CsvRecord } from './csv-records.js';

async function read(text: string | Buffer, chunkBytes = 7): Promise<CsvRecord[]> {
  const bytes = Buffer.from(text as string);
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
  }
  const records: CsvRecord[] = [];
  for await (const record of csvRecords(chunks())) {
    record.assertReadable();
    records.push(record);
  }
  return records;
}

const cells = async (text: string, chunkBytes?: number) => (await read(text, chunkBytes)).map((record) => record.cells);

describe('csvRecords', () => {
  it.each([1, 2, 3, 7, 4096])('reads quotes, commas, line ends and UTF-8 in chunks of %d bytes', async (size) => {
    const text = 'a,é,\r\n"x, ""y""","1\r\n2\n3",✆\n\n\r\n"",,"é"';
    expect(await cells(text, size)).toEqual([
      ['a', 'é', ''],
      ['x, "y"', '1\r\n2\n3', '✆'],
      ['', '', 'é'],
    ]);
  });

  it('leaves ragged rows as they are, and passes over lines without a word, those of separators only among them', async () => {
    expect(await cells('a\n\nb,c\n""\n,\n,d\n;;\n')).toEqual([['a'], ['b', 'c'], ['', 'd'], [';;']]);
    expect(await cells('a;b\n;\nc;\n')).toEqual([
      ['a', 'b'],
      ['c', ''],
    ]);
  });

  it('says where each cell begins, by line and byte', async () => {
    const [, second, third] = await read('h,i\r\né,"1\r\n2,\n3",x,"y"\r\n\nz,z\n');
    expect(second!.position).toEqual({ line: 2, column: 1 });
    expect([0, 1, 2, 3].map((cell) => second!.positionOf(cell))).toEqual([
      { line: 2, column: 1 },
      { line: 2, column: 4 },
      { line: 4, column: 4 },
      { line: 4, column: 6 },
    ]);
    expect(third!.positionOf(1)).toEqual({ line: 6, column: 3 });
  });

  it.each<[string, string | Buffer, string, number, number]>([
    ['a quote that is not closed', 'a,b\n1,"2\n3,4\n', 'bad_quote', 2, 3],
    ['a quote that is closed too early', 'a\n"x\ny","1"2\n', 'bad_quote', 3, 4],
    ['a quote in the middle', 'a\n1,2"\n', 'bad_quote', 2, 3],
    ['Latin-1', Buffer.from('a,b\nx,caf\xe9\n', 'latin1'), 'not_utf8', 2, 3],
    ['half a character', Buffer.from([0x61, 0x2c, 0xc3]), 'not_utf8', 1, 3],
    ['a long cell', `a,b\n1,${'x'.repeat(65_537)}\n`, 'too_large', 2, 3],
    ['a long cell of long characters', `a\n${'é'.repeat(32_769)}\n`, 'too_large', 2, 1],
  ])('refuses %s', async (_, text, code, line, column) => {
    await expect(read(text)).rejects.toMatchObject({ code, position: { line, column } });
  });

  it('takes a cell as long as a cell may be', async () => {
    expect(
      (await cells(`${'é'.repeat(32_768)},"${'""'.repeat(65_536)}"`, 65_536))[0]!.map(({ length }) => length),
    ).toEqual([32_768, 65_536]);
  });

  it.each([',', 'x', 'x\n'])('refuses an endless row of %j while it is being read', async (text) => {
    let read = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('a,b\n');
      if (text.includes('\n')) yield Buffer.from('"');
      for (;;) {
        read += 65_536;
        yield Buffer.alloc(65_536, text);
      }
    }
    const consumed = (async () => {
      for await (const record of csvRecords(endless())) expect(record.cells).toEqual(['a', 'b']);
    })();
    await expect(consumed).rejects.toMatchObject({ code: 'too_large', position: { line: 2, column: 1 } });
    expect(read).toBeLessThan(3 * 1024 * 1024);
  });
});

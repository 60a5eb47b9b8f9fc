import fc from 'fast-check';
import { strictJsonObject } from './strict-json.js';

const read = (text: string): unknown => strictJsonObject(Buffer.from(text));

describe('strictJsonObject', () => {
  it('reads like JSON.parse what has no key twice and few levels', () => {
    const key = fc.string({ unit: 'grapheme' }).filter((text) => !/^(__proto__|constructor|prototype)$/.test(text));
    const value = fc.jsonValue({ maxDepth: 3 }).map((json) => JSON.stringify(json));
    const plain = fc.dictionary(key, value).map((entries) => {
      const members = Object.entries(entries).map(([name, json]) => `${JSON.stringify(name)} :\n${json}`);
      return `{${members.join(' , ')}}`;
    });
    fc.assert(
      fc.property(plain, (text) => {
        fc.pre(!/__proto__|constructor|prototype|\\ud[89a-f]/i.test(text));
        expect(read(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('is not misled by brackets, quotes and colons inside of texts', () => {
    const text = JSON.stringify({
      a: '{"b":1,"b":2}',
      b: '\\',
      c: '\\"',
      d: ['":', '"a":'],
      e: { a: 1 },
      f: [{ a: 1 }, { a: 1 }],
    });
    expect(read(text)).toEqual(JSON.parse(text));
  });

  it.each([
    ['{"a":1,"a":1}', 'a key twice'],
    ['{"a":1,"b":{"c":1},"a":1}', 'a key twice'],
    ['{"a":1,"\\u0061":2}', 'a key twice'],
    ['{"a":[{"b":1,"b":2}]}', 'a key twice'],
    ['{"__proto__":1}', 'a poisonous key'],
    ['{"a":{"constr\\u0075ctor":1}}', 'a poisonous key'],
    ['{"a":"\\ud800"}', 'a lone surrogate'],
    ['{"\\udc00":1}', 'a lone surrogate'],
    ['{"a":[[[[[[]]]]]]}', 'nested too deeply'],
    ['[]', 'not an object'],
    ['null', 'not an object'],
  ])('refuses %s', (text, reason) => {
    expect(() => read(text)).toThrow(reason);
  });

  it.each(['', '{', '{a:1}', '{"a":1}}', '\ufeff{"a":1}', "{'a':1}", '{"a":NaN}'])(
    'refuses what is no JSON: %s',
    (text) => {
      expect(() => read(text)).toThrow();
    },
  );

  it('takes six levels and pairs of surrogates', () => {
    expect(read('{"a":[[[[[]]]]]}')).toBeDefined();
    expect(read('{"a":"\\ud83d\\ude00"}')).toEqual({ a: '\u{1f600}' });
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(() => strictJsonObject(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))).toThrow();
  });
});

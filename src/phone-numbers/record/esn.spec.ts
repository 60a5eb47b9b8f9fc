import { esn } from './esn.js';

describe('esn', () => {
  it.each([
    ['prefix and extension', '1234', '122', '1234122'],
    ['leading zeros', '08', '0012', '080012'],
    ['no prefix', null, '122', '122'],
    ['no extension', '1234', null, null],
    ['neither', null, null, null],
  ])('%s', (_, routingPrefix, extension, expected) => {
    expect(esn(routingPrefix, extension)).toBe(expected);
  });
});

import { esnOf } from './esn.js';

describe('esnOf', () => {
  it.each([
    ['1234', '122', '1234122'],
    ['1234', '0012', '12340012'],
    [null, '122', '122'],
    [undefined, '122', '122'],
    ['1234', null, undefined],
    [null, undefined, undefined],
  ])('%s and %s make %s', (routingPrefix, extension, esn) => {
    expect(esnOf(routingPrefix, extension)).toBe(esn);
  });
});

import fc from 'fast-check';
import { guarded, unguarded } from './guarded-text.js';

it.each([
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@name', "'@name"],
  ['\tname', "'\tname"],
  ['\rname', "'\rname"],
  ["'=1", "''=1"],
  ["'name", "'name"],
  ['Front desk', 'Front desk'],
  ['', ''],
])('%j is written %j', (text, written) => {
  expect(guarded(text)).toBe(written);
  expect(unguarded(written)).toBe(text);
});

it('whatever is written comes back', () => {
  const beginnings = fc.stringMatching(/^['=+\-@\t\r]{0,4}$/);
  fc.assert(fc.property(beginnings, fc.string({ unit: 'binary' }), (a, b) => unguarded(guarded(a + b)) === a + b));
});

it('what is written begins no formula', () => {
  fc.assert(fc.property(fc.stringMatching(/^['=+\-@\t\ra-z]{0,6}$/), (text) => !/^[=+\-@\t\r]/.test(guarded(text))));
});

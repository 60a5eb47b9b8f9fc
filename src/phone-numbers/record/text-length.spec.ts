import { hasAtMost } from './text-length.js';

it.each([
  ['', 0, true],
  ['abc', 3, true],
  ['abcd', 3, false],
  ['😀😀😀', 3, true],
  ['😀😀😀😀', 3, false],
  ['😀😀a', 3, true],
  ['abcde😀', 6, true],
  ['abcdef😀', 6, false],
])('%s has at most %i characters: %s', (text, characters, expected) => {
  expect(hasAtMost(characters, text)).toBe(expected);
});

import { booleanOf, choiceOf, idOf, textOf } from './query-values.js';

describe('a parameter of a query', () => {
  it.each([
    ['true', true],
    ['True', true],
    ['FALSE', false],
    ['', undefined],
    [undefined, undefined],
  ])('%s is the boolean %s', (value, expected) => {
    expect(booleanOf({ value }, 'value')).toBe(expected);
  });

  it('is a text, a word or an id', () => {
    expect(textOf({ name: 'Lobby' }, 'name', 5)).toBe('Lobby');
    expect(choiceOf({ order: 'dn' }, 'order', ['dn', 'lastName'])).toBe('dn');
    expect(idOf({ id: 'X' }, 'id', (text) => text.toLowerCase(), 'the id of a place')).toBe('x');
  });

  it.each([
    ['a text that is too long', () => textOf({ name: 'Lobby!' }, 'name', 5)],
    ['two values', () => textOf({ name: ['a', 'b'] }, 'name', 5)],
    ['no boolean', () => booleanOf({ name: 'yes' }, 'name')],
    ['a word in another case', () => choiceOf({ name: 'DN' }, 'name', ['dn', 'lastName'])],
    ['no id', () => idOf({ name: 'x' }, 'name', () => undefined, 'the id of a place')],
    ['two ids', () => idOf({ name: ['x', 'x'] }, 'name', (text) => text, 'the id of a place')],
  ])('is refused as %s', (_, read) => {
    expect(read).toThrow('Invalid name');
  });
});

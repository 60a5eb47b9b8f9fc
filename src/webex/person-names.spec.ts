import { namesOf } from './person-names.js';

const names = (fullName: string | null, firstName: string | null = null, lastName: string | null = null) =>
  namesOf({ fullName, firstName, lastName });

it.each([
  ['two words', 'Sam Patel', 'Sam', 'Patel'],
  ['more words', 'Ana  María Ruiz', 'Ana María', 'Ruiz'],
  ['one word', 'Lobby', 'Lobby', '.'],
])('of %s, the last one is the last name', (_, fullName, firstName, lastName) => {
  expect(names(fullName)).toEqual({ displayName: fullName, firstName, lastName });
});

it('what the record has itself is told as it is', () => {
  expect(names('Ludwig van Beethoven', 'Ludwig', 'van Beethoven')).toEqual({
    displayName: 'Ludwig van Beethoven',
    firstName: 'Ludwig',
    lastName: 'van Beethoven',
  });
  expect(names(null, 'Ana', 'Ruiz')).toEqual({ displayName: 'Ana Ruiz', firstName: 'Ana', lastName: 'Ruiz' });
  expect(names(null, 'Ana')).toEqual({ displayName: 'Ana', firstName: 'Ana', lastName: '.' });
});

it('of somebody without a name nothing is told', () => {
  expect(names(null)).toEqual({});
});

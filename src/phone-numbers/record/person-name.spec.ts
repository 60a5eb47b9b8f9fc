import { personName } from './person-name.js';

describe('personName', () => {
  const of = (fullName: string | null, firstName: string | null = null, lastName: string | null = null) =>
    personName({ fullName, firstName, lastName });

  it.each([
    ['Sam Patel', { firstName: 'Sam', lastName: 'Patel' }],
    ['  Anna  Maria   de Souza ', { firstName: 'Anna Maria de', lastName: 'Souza' }],
    ['Cher', { firstName: 'Cher', lastName: '.' }],
    ['', { firstName: undefined, lastName: '.' }],
    [null, { firstName: undefined, lastName: '.' }],
  ])('takes %j apart', (fullName, expected) => {
    expect(of(fullName)).toEqual(expected);
  });

  it('keeps what was told', () => {
    expect(of('Sam Patel', 'Samir', null)).toEqual({ firstName: 'Samir', lastName: 'Patel' });
    expect(of('Anna de Souza', 'Anna', 'de Souza')).toEqual({ firstName: 'Anna', lastName: 'de Souza' });
  });
});

import { numberFrom } from './written-number.js';

describe('numberFrom', () => {
  it.each([
    ['+14165550102', {}],
    ['+1 (416) 555-0102', {}],
    ['+1-416-555-0102', { country: 'CH' }],
    ['+1.416.555.0102', {}],
    ['tel:+1-416-555-0102', {}],
    ['TEL:+14165550102', {}],
    ['＋１４１６５５５０１０２', {}],
    ['(416) 555-0102', { country: 'CA' }],
    ['416 555 0102', { country: 'US' }],
    ['1 416 555 0102', { country: 'CA' }],
    ['011 1 416 555 0102', { country: 'US' }],
    ['tel:416-555-0102', { country: 'CA' }],
    ['+14165550102', { countries: 'ZZ', 'country[]': 'ZZ' }],
  ])('takes %s with %j', (text, query) => {
    expect(numberFrom(text, query)).toBe('+14165550102');
  });

  it.each([
    ['4165550102', {}],
    ['tel:416-555-0102', {}],
    ['+1416', {}],
    ['+141655501021', {}],
    ['+14165550102;ext=5', {}],
    ['+14165550102 x5', {}],
    ['tel:tel:+14165550102', {}],
    ['call +14165550102', {}],
    ['', {}],
    ['+', {}],
    ['😀', { country: 'CA' }],
    ['9'.repeat(2000), { country: 'CA' }],
  ])('refuses %s with %j', (text, query) => {
    expect(() => numberFrom(text, query)).toThrow('Invalid number');
  });

  it.each(['', 'ca', 'ZZ', 'CAN', 'Canada', '1', ['CA'], ['CA', 'CA'], { is: 'CA' }])(
    'refuses country %j',
    (country) => {
      expect(() => numberFrom('+14165550102', { country })).toThrow('Invalid country');
    },
  );
});

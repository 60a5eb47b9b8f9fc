import { e164From, isCountry } from './e164.js';

describe('e164From', () => {
  it.each([
    '+14165550102',
    '+1 (416) 555-0102',
    'tel:+1-416-555-0102',
    ' +1.416.555.0102 ',
    '＋１４１６５５５０１０２',
    '+1\u00a0416\u00a0555\u00a00102',
  ])('reads %j', (text) => {
    expect(e164From(text)).toBe('+14165550102');
  });

  it.each([
    '',
    '+',
    '4165550102',
    '+0123456789',
    '+1416555010',
    '+141655501022',
    '+1 416 555 0102 ext. 5',
    'tel:tel:+14165550102',
    'call +14165550102',
    '+1416555O102',
    '0014165550102',
    '+999',
    // possible in their countries, but shorter and longer than the record keeps a number
    '+491000',
    '+4910000000000000',
    `+1${'4'.repeat(40)}`,
  ])('refuses %j', (text) => {
    expect(e164From(text)).toBeUndefined();
  });

  it('reads national format with its country only', () => {
    expect(e164From('(416) 555-0102', 'CA')).toBe('+14165550102');
    expect(e164From('030 555012', 'DE')).toBe('+4930555012');
    expect(e164From('+14165550102', 'DE')).toBe('+14165550102');
  });

  it('takes numbers that are reserved for fiction, which no numbering plan has', () => {
    expect(['+12055550001', '+442079460000', '+61491570006'].map((text) => e164From(text))).not.toContain(undefined);
  });
});

describe('isCountry', () => {
  it.each(['CA', 'US', 'GB', 'CH'])('knows %s', (text) => {
    expect(isCountry(text)).toBe(true);
  });

  it.each(['', 'ca', 'ZZ', 'CAN', '001', '1', 'constructor', '__proto__'])('does not know %j', (text) => {
    expect(isCountry(text)).toBe(false);
  });
});

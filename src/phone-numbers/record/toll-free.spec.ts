import { getCountries, getExampleNumber, parsePhoneNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { isTollFree } from './toll-free.js';

describe('a toll-free number', () => {
  it.each(['+18005550100', '+18885550100', '+448001111111', '+498001234567', '+3380012345'.padEnd(12, '6')])(
    '%s is one',
    (e164) => {
      expect(isTollFree(e164)).toBe(true);
    },
  );

  it.each(['+1800', '+14155550100', '+18015550100', '+493012345678', '18005550100', '+180055501001'])(
    '%s is none',
    (e164) => {
      expect(isTollFree(e164)).toBe(false);
    },
  );

  it('is what the metadata says it is, in every country', () => {
    for (const country of getCountries()) {
      const example = getExampleNumber(country, examples)?.number;
      if (example)
        expect([example, isTollFree(example)]).toEqual([example, parsePhoneNumber(example).getType() === 'TOLL_FREE']);
    }
  });
});

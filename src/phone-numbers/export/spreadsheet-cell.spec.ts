import fc from 'fast-check';
import { guarded } from '../csv/guarded-text.js';
import { bareText } from '../record/number-text.js';
import { spreadsheetCell } from './spreadsheet-cell.js';

it.each([
  ['+14165550102', '="+14165550102"'],
  ['0123', '="0123"'],
  ['2026-03-01T10:00:00.000Z', '="2026-03-01T10:00:00.000Z"'],
  ['5e1234567890123456789012', '="5e1234567890123456789012"'],
  ['-33.8', '="-33.8"'],
  ['Room 1', '="Room 1"'],
  ['', ''],
  ['true', 'true'],
  ['Zoë Müller', 'Zoë Müller'],
  ['a45d6cda-ae5a-40c3-a7ad-5650fdddd53c', 'a45d6cda-ae5a-40c3-a7ad-5650fdddd53c'],
  ["'=1+1", "'=1+1"],
  ['The "1"', 'The "1"'],
  [' 1', ' 1'],
])('%j is written %j', (cell, written) => expect(spreadsheetCell(cell)).toBe(written));

it('no guarded text becomes another formula than one that makes its text, which comes back', () => {
  const beginnings = fc.stringMatching(/^['"=+\-@\t\r1]{0,4}$/);
  fc.assert(
    fc.property(beginnings, fc.string({ unit: 'binary' }), (a, b) => {
      const cell = guarded(a + b);
      const written = spreadsheetCell(cell);
      if (written === cell) return !/^[=+\-@\t\r]/.test(written);
      return /^="[^"]*"$/.test(written) && bareText(written) === cell;
    }),
  );
});

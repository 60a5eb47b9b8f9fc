import { instantFrom, instantOrDayFrom } from './instant.js';

it.each([
  ['2024-02-29T12:30:00Z', '2024-02-29T12:30:00.000Z'],
  ['2024-02-29T12:30Z', '2024-02-29T12:30:00.000Z'],
  ['2024-01-01T00:30:00.5+02:00', '2023-12-31T22:30:00.500Z'],
  ['2024-01-01T00:00:00.1239999-05:30', '2024-01-01T05:30:00.123Z'],
])('reads %s', (text, expected) => {
  expect(instantFrom(text)?.toISOString()).toBe(expected);
  expect(instantOrDayFrom(text)?.toISOString()).toBe(expected);
});

it('takes a date alone as its first instant in UTC, where that is allowed', () => {
  expect(instantOrDayFrom('2024-03-31')?.toISOString()).toBe('2024-03-31T00:00:00.000Z');
  expect(instantFrom('2024-03-31')).toBeUndefined();
});

it.each([
  '',
  'today',
  '2024',
  '2024-02-30',
  '2023-02-29T00:00:00Z',
  '2024-13-01',
  '2024-00-10',
  '2024-01-01T00:00:00',
  '2024-01-01 00:00:00Z',
  '2024-01-01T24:00:00Z',
  '2024-01-01T00:60:00Z',
  '2024-01-01T00:00:00+25:00',
  '2024-01-01T00:00:00Zx',
  '0000-01-01',
  '9999-12-31T23:00:00-02:00',
  '1704067200',
  '1.1.2024',
])('knows that %j is no instant', (text) => {
  expect(instantOrDayFrom(text)).toBeUndefined();
});

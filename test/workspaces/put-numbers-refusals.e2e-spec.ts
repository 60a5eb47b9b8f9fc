import type { Answer } from '../ask.js';
import { answeredWithoutWriting } from '../every-row.js';
import { refused } from './seen-numbers.js';
import { type Scene, type SendOptions, World } from './write-world.js';

// PUT /v1/telephony/config/workspaces/{workspaceId}/numbers: what it refuses, with the whole body (workspaces contract,
// 1.2 and 3.5). After each refusal not a row of the record is another one.

let world: World;
let s: Scene;

beforeAll(async () => void (world = await World.start()));
afterAll(() => world.stop());
beforeEach(async () => {
  s = await world.scene();
  await s.stock(0, 1);
});

const put = (body: unknown, options?: SendOptions): Promise<Answer> => s.putNumbers(body, options);

/** Asks for it, sees that nothing is written, and compares all of the answer's body. */
async function expectRefused(expected: object, body: unknown, options?: SendOptions) {
  const { headers, ...answer } = await answeredWithoutWriting(world.database, () => put(body, options));
  expect(answer).toEqual(expected);
  return headers;
}

const add = (i = 0, more: object = {}) => ({ action: 'ADD', directNumber: s.number(i), ...more });
const drop = (i = 0) => ({ action: 'DELETE', directNumber: s.number(i) });

describe('400, 25008: a field is missing or malformed', () => {
  const PATTERNS = 'NORMAL, LONG_LONG, SHORT_SHORT_LONG, SHORT_LONG_SHORT';
  const OF_ENTRY: [what: string, field: string, text: string, more: object][] = [
    ['no action', 'action', 'one of the following values: ADD, DELETE', { action: undefined }],
    ['action null', 'action', 'one of the following values: ADD, DELETE', { action: null }],
    ['an action in lower case', 'action', 'one of the following values: ADD, DELETE', { action: 'add' }],
    ['an unknown action', 'action', 'one of the following values: ADD, DELETE', { action: 'MOVE' }],
    ['no number', 'directNumber', 'a phone number', { directNumber: undefined }],
    ['number null', 'directNumber', 'a phone number', { directNumber: null }],
    ['an empty number', 'directNumber', 'a phone number', { directNumber: '' }],
    ['letters for a number', 'directNumber', 'a phone number', { directNumber: '1-800-FLOWERS' }],
    ['a number that is a number', 'directNumber', 'a phone number', { directNumber: 12145553567 }],
    ['a number that is too short for E.164', 'directNumber', 'a phone number', { directNumber: '+1' }],
    ['a number with an extension', 'directNumber', 'a phone number', { directNumber: '+12145553567;ext=5' }],
    ['a bad second name', 'external', 'a phone number', { directNumber: undefined, external: 'x' }],
    ['two names that differ', 'external', 'the same as directNumber', { external: '+12145559999' }],
    ['an extension with letters', 'extension', '2 to 10 digits', { extension: '12a' }],
    ['an extension with one digit', 'extension', '2 to 10 digits', { extension: '1' }],
    ['an extension with 11 digits', 'extension', '2 to 10 digits', { extension: '12345678901' }],
    ['an empty extension', 'extension', '2 to 10 digits', { extension: '' }],
    ['an extension that is a number', 'extension', '2 to 10 digits', { extension: 123 }],
    ['primary true', 'primary', 'false', { primary: true }],
    ['primary that is a text', 'primary', 'false', { primary: 'false' }],
    ['an unknown ring pattern', 'ringPattern', `one of the following values: ${PATTERNS}`, { ringPattern: 'LONG' }],
  ];

  it.each(OF_ENTRY)('%s', async (_, field, text, more) => {
    const description = `phoneNumbers.1.${field} must be ${text}`;
    const expected = refused(400, `Invalid phoneNumbers.1.${field}`, description, 25008);
    await expectRefused(expected, [add(0), { ...add(1), ...more }]);
  });

  const A_LIST = 'phoneNumbers must be a list of 1 to 1000 objects';
  const OF_BODY: [what: string, field: string, description: string, body: () => object][] = [
    ['no phoneNumbers', 'phoneNumbers', A_LIST, () => ({ distinctiveRingEnabled: true })],
    ['phoneNumbers null', 'phoneNumbers', A_LIST, () => ({ phoneNumbers: null })],
    ['phoneNumbers that is an object', 'phoneNumbers', A_LIST, () => ({ phoneNumbers: {} })],
    ['phoneNumbers that is a text', 'phoneNumbers', A_LIST, () => ({ phoneNumbers: 'x' })],
    ['no entry', 'phoneNumbers', A_LIST, () => ({ phoneNumbers: [] })],
    ['1,001 entries', 'phoneNumbers', A_LIST, () => ({ phoneNumbers: Array.from({ length: 1001 }, (_, i) => add(i)) })],
    [
      'a switch that is a text',
      'distinctiveRingEnabled',
      'distinctiveRingEnabled must be a boolean value',
      () => ({ phoneNumbers: [add()], distinctiveRingEnabled: 'true' }),
    ],
    [
      'two switches that differ',
      'enableDistinctiveRingPattern',
      'enableDistinctiveRingPattern must be the same as distinctiveRingEnabled',
      () => ({ phoneNumbers: [add()], distinctiveRingEnabled: true, enableDistinctiveRingPattern: false }),
    ],
  ];

  it.each(OF_BODY)('%s', async (_, field, description, body) => {
    await expectRefused(refused(400, `Invalid ${field}`, description, 25008), body());
  });

  it.each([null, 1, 'x', [], [[]], true])('an entry that is %j', async (entry) => {
    await expectRefused(refused(400, 'Invalid phoneNumbers', A_LIST, 25008), { phoneNumbers: [add(0), entry] });
  });

  it.each(['[]', '"x"', '5', 'true', 'null'])('a body that is %s', async (body) => {
    await expectRefused(refused(400, 'Invalid request body', 'Expected a JSON object', 25008), body);
  });

  const NO_NUMBER = 'expected E.164 format, or the number as it is written in the country of the location';

  it.each(['5551234', '030 123456789012345', '11'])('%s, which is no number in that country', async (directNumber) => {
    const expected = refused(400, 'Invalid phone number', `phoneNumbers.1: ${NO_NUMBER}`, 25008);
    await expectRefused(expected, [add(), { action: 'ADD', directNumber }]);
  });

  it('a national number where the country of the location is not known', async () => {
    await world.database.query('UPDATE locations SET country = NULL WHERE id = $1', [s.locationId]);
    const description = 'phoneNumbers.0: expected E.164 format, because the country of the location is not known';
    const expected = refused(400, 'Invalid phone number', description, 25008);
    await expectRefused(expected, [{ action: 'ADD', directNumber: s.number(0).slice(2) }]);
  });

  it('a number twice: the same entry, added and deleted, and in two spellings', async () => {
    await s.line({ number: s.number(1), line: 'alternate' });
    const national = { action: 'ADD', directNumber: s.number(0).slice(2) };
    for (const pair of [
      [add(0), add(0)],
      [add(0), drop(0)],
      [drop(1), add(1)],
      [add(0), national],
    ]) {
      const description = 'phoneNumbers.1: an entry before it has the number';
      await expectRefused(refused(400, 'The request names a number twice', description, 25008), pair);
    }
  });
});

describe('400, 25024: there is no JSON', () => {
  it.each([undefined, ''])('no body, in either form', async (body) => {
    const expected = refused(400, 'Invalid request body', 'Expected a JSON object', 25024);
    const headers = await expectRefused({ ...expected, body: { ...expected.body, errorCode: 25024 } }, body);
    expect(headers['cisco-spark-error-codes']).toBe('25024');
  });

  it('a body that is not JSON', async () => {
    const description = 'It must be JSON text in UTF-8, without NUL or lone surrogates in its strings';
    const expected = refused(400, 'The request body is not valid JSON', description, 25024);
    const headers = await expectRefused(
      { ...expected, body: { ...expected.body, errorCode: 25024 } },
      '{"phoneNumbers":',
    );
    expect(headers['cisco-spark-error-codes']).toBe('25024');
  });
});

describe('404 and 405: the workspace', () => {
  it('404, 4008: has another calling type, whatever its licence is', async () => {
    const workspaceId = await s.neighbour({ calling_type: 'hybridCalling', calling_licence: 'common_area' });
    const description = 'Its calling type is not webexCalling, so it has no numbers here';
    const expected = refused(404, 'The workspace has no calling', description, 4008);
    await expectRefused(expected, [add()], { workspaceId });
  });

  it('405, 25409: has no professional licence, whatever the numbers are; Allow is empty', async () => {
    const workspaceId = await s.neighbour({ calling_licence: 'common_area' });
    const description = 'Alternate numbers need a professional calling licence';
    const expected = refused(405, 'Invalid Professional Place', description, 25409);
    for (const directNumber of [s.number(0), '5551234', '+12145550000']) {
      const headers = await expectRefused(expected, [{ action: 'ADD', directNumber }], { workspaceId });
      expect(headers.allow).toBe('');
    }
  });
});

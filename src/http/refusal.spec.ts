import { BadRequestException, HttpException, NotFoundException, PayloadTooLargeException } from '@nestjs/common';
import { DomainError, type ErrorKind } from '../errors/domain.error.js';
import { refusalOf } from './refusal.js';
import { methodNotAllowed } from './refused-request.js';

const whole = { bodyLimitBytes: 1000, arrivedWhole: true };

it.each<[ErrorKind, number]>([
  ['invalid', 400],
  ['unauthenticated', 401],
  ['forbidden', 403],
  ['not_found', 404],
  ['conflict', 409],
  ['locked', 423],
  ['unavailable', 503],
])('%s is %i, with the code and the texts of the product', (kind, status) => {
  const error = new DomainError({
    kind,
    code: 'some_code',
    message: 'Text',
    details: 'More',
    cause: new Error('secret'),
  });
  expect(refusalOf(error, whole)).toMatchObject({
    status,
    code: 'some_code',
    message: 'Text',
    details: 'More',
    headers: {},
  });
});

it('says when to come back, and how to authenticate', () => {
  const error = new DomainError({ kind: 'unavailable', code: 'busy', message: 'Busy', retryAfterSeconds: 7 });
  const challenged = Object.assign(error, { challenge: 'Bearer realm="linebook"' });
  const headers = { 'retry-after': '7', 'www-authenticate': 'Bearer realm="linebook"' };
  expect(refusalOf(challenged, whole).headers).toEqual(headers);
});

it('says that an object supports no method of its path', () => {
  const error = new DomainError({ kind: 'not_supported', code: 'some_code', message: 'Text' });
  expect(refusalOf(error, whole)).toMatchObject({ status: 405, headers: { allow: '' } });
});

it("keeps the edge's own refusals", () => {
  const refusal = methodNotAllowed('GET, OPTIONS');
  expect(refusalOf(refusal, whole)).toBe(refusal);
  expect(refusal).toMatchObject({ status: 405, headers: { allow: 'GET, OPTIONS' } });
});

it.each([
  [new NotFoundException('Cannot GET /secret'), 404, 'unknown_path'],
  [new PayloadTooLargeException('secret'), 413, 'body_too_large'],
  [new BadRequestException('secret'), 400, 'incomplete_request'],
  [new HttpException('secret', 418), 400, 'malformed_request'],
  [new HttpException('secret', 502), 500, 'internal_error'],
])('puts ours in the place of the text of the framework: %s', (error, status, code) => {
  const refusal = refusalOf(error, whole);
  expect(refusal).toMatchObject({ status, code });
  expect(`${refusal.message} ${refusal.details}`).not.toContain('secret');
});

it.each([
  new Error('secret'),
  new TypeError('secret'),
  'secret',
  undefined,
  null,
  { statusCode: 400, message: 'secret' },
])('says nothing of what nobody foresaw: %p', (thrown) => {
  const refusal = refusalOf(thrown, whole);
  expect(refusal).toMatchObject({ status: 500, code: 'internal_error', details: undefined });
  expect(refusal.message).not.toContain('secret');
});

it('does not take a sender who went away for a fault of ours', () => {
  const refusal = refusalOf(new Error('aborted'), { ...whole, arrivedWhole: false });
  expect(refusal).toMatchObject({ status: 400, code: 'incomplete_request' });
});

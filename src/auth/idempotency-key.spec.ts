import { idempotencyKeyOf, type KeyedRequest } from './idempotency-key.js';

const request = (changed: Partial<KeyedRequest> = {}): KeyedRequest => ({
  rawHeaders: ['Host', 'x', 'Idempotency-Key', 'k1'],
  issuer: 'i',
  subject: 's',
  organization: 'o',
  method: 'POST',
  url: '/x?y',
  body: Buffer.from('{}'),
  ...changed,
});

describe('idempotencyKeyOf', () => {
  it('is none without the header', () => {
    expect(idempotencyKeyOf(request({ rawHeaders: ['Host', 'idempotency-key'] }))).toBeUndefined();
  });

  it('is the same for the same request, whatever the case of the header', () => {
    const again = request({ rawHeaders: ['idempotency-KEY', 'k1'] });
    expect(idempotencyKeyOf(again)).toEqual(idempotencyKeyOf(request()));
  });

  it.each<Partial<KeyedRequest>>([
    { issuer: 'j' },
    { subject: 't' },
    { organization: 'p' },
    { method: 'PUT' },
    { url: '/x?z' },
    { rawHeaders: ['Idempotency-Key', 'k2'] },
    // The same characters, cut elsewhere.
    { issuer: 'is', subject: '' },
    { subject: 'so', organization: '' },
  ])('has a scope of its own with %j', (changed) => {
    expect(idempotencyKeyOf(request(changed))!.scope).not.toEqual(idempotencyKeyOf(request())!.scope);
  });

  it('tells another body by its fingerprint only', () => {
    const [one, other] = [idempotencyKeyOf(request())!, idempotencyKeyOf(request({ body: Buffer.from('{ }') }))!];
    expect(other.scope).toEqual(one.scope);
    expect(other.fingerprint).not.toEqual(one.fingerprint);
    expect(idempotencyKeyOf(request({ body: undefined }))!.fingerprint).toHaveLength(32);
  });

  it.each([[['']], [['a b']], [['é']], [['x'.repeat(256)]], [['k1', 'k1']]])('refuses %j', (values) => {
    const rawHeaders = values.flatMap((value) => ['Idempotency-Key', value]);
    expect(() => idempotencyKeyOf(request({ rawHeaders }))).toThrow('Invalid Idempotency-Key');
  });
});

import { restartsUnderLoad } from './restarts.js';

// Fifty restarts at 200 requests a second are `npm run campaign:restarts`.

jest.setTimeout(90_000);

it('two restarts of two instances behind a proxy: no request fails', async () => {
  const { requests, failed } = await restartsUnderLoad({ restarts: 2, perSecond: 40 });
  expect(failed).toEqual([]);
  expect(requests).toBeGreaterThan(50);
});

it('control: behind a proxy that tries no other instance requests fail', async () => {
  expect((await restartsUnderLoad({ restarts: 1, perSecond: 40, tries: 1 })).failed).not.toEqual([]);
});

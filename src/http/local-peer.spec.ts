import { isLocal } from './local-peer.js';

const local = (remoteAddress?: string, headers = {}): boolean => isLocal({ headers, socket: { remoteAddress } });

it.each(['127.0.0.1', '127.9.8.7', '::1', '::ffff:127.0.0.1'])('%s is this machine', (address) => {
  expect(local(address)).toBe(true);
});

it.each(['10.0.0.1', '192.0.2.1', '2001:db8::1', '::ffff:10.0.0.1', '127.0.0.1.test', '::', '', undefined])(
  '%s is not',
  (address) => {
    expect(local(address)).toBe(false);
  },
);

const MARKS = ['for', 'host', 'proto', 'port', 'server', 'prefix'].map((what) => `x-forwarded-${what}`);

it.each([...MARKS, 'x-forwarded', 'x-real-ip', 'forwarded', 'via'])(
  'nor is who came through a proxy of this machine, whatever %s says',
  (name) => {
    for (const value of ['127.0.0.1', '']) expect(local('127.0.0.1', { [name]: value })).toBe(false);
  },
);

it('any other header says nothing', () => {
  expect(local('127.0.0.1', { host: 'via', 'not-forwarded': '1', 'x-via': '1' })).toBe(true);
});

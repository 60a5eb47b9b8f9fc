import { trackingIdOf } from './tracking-id.js';

const idFor = (trackingid?: string): string => trackingIdOf({ headers: { trackingid } });

it.each(['SIMPLE_0f4b8d52-6a1e-4c43-8e1c-0f6f0a1b2c3d', 'a', 'A.b:c_d-e', 'x'.repeat(128)])(
  "takes the client's %p",
  (id) => {
    expect(idFor(id)).toBe(id);
  },
);

it.each([
  undefined,
  '',
  'x'.repeat(129),
  'a b',
  'a, b',
  'a\tb',
  'é',
  '"x"',
  '<x>',
  '+14165550100',
  'sam@acme.test',
  'x\n',
])('makes one of ours for %p', (id) => {
  expect(idFor(id)).toMatch(/^ROUTER_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(idFor(id)).not.toBe(idFor(id));
});

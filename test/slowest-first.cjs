const { default: Sequencer } = require('@jest/test-sequencer');

// What takes longest, so that no worker is left with one of them at the end. A clean clone has no timings of its own.
const SLOW = [
  'test/model/model',
  'test/cli/import-kills',
  'test/start/start',
  'test/organizations/slow-readers',
  'test/cli/export',
  'test/faults/outage',
  'test/database/embedded-postgres',
  'test/start/workers',
  'test/auth/key-rotation',
  'test/http/strangers',
  'test/database/plans/plans',
  'test/tenants/tenants',
  'test/ownership/race',
];

const place = ({ path }) => {
  const at = SLOW.findIndex((name) => path.includes(`/${name}.`));
  return at < 0 ? SLOW.length : at;
};

module.exports = class SlowestFirst extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((a, b) => place(a) - place(b));
  }
};

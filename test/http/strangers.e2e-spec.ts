import { Random } from '../ownership/random.js';
import { startServer } from '../start-server.js';
import { withFaults } from './faulty-server.js';
import { faultsOf, strangersAt } from './strangers.js';

// Bodies of people without a token are not kept; `npm run campaign:strangers` sends more of them.

jest.setTimeout(180_000);

const STRANGERS = 400;

it(`${STRANGERS} strangers with 262,000 bytes each are told so before they have sent them, and cost no memory`, async () => {
  const server = await startServer();
  try {
    const outcome = await strangersAt(server, { strangers: STRANGERS, random: new Random(1) });
    expect(faultsOf(outcome, STRANGERS)).toEqual([]);
  } finally {
    await server.stop();
  }
});

it('control: a build that reads bodies before the guards keeps the bytes, and says nothing', async () => {
  const keeps = `(_request, unread, done)=>{
    const kept = [];
    unread.on('data', (bytes)=>kept.push(bytes)).on('end', ()=>done(null, kept));
  }`;
  await withFaults(
    { 'http/configure-app.js': { '(_request, unread, done)=>done(null, unread)': keeps } },
    async (of) => {
      const outcome = await strangersAt(of, { strangers: STRANGERS, random: new Random(1), backWithinMs: 0 });
      expect(faultsOf(outcome, STRANGERS)).toEqual([
        `${STRANGERS} were not told 401 before their body was whole`,
        expect.stringMatching(/^memory grew by \d{2,}/),
        'the memory was not given back',
      ]);
    },
  );
});

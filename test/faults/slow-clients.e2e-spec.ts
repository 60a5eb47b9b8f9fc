import { withFaults } from '../http/faulty-server.js';
import { startServer } from '../start-server.js';
import { TOKEN_ENVIRONMENT } from '../tokens.js';
import { faultsOf, slowClientsAt } from './slow-clients.js';

jest.setTimeout(60_000);

const SLOW = { heads: 200, bodies: 100, timeoutMs: 2_000 };
const env = { ...TOKEN_ENVIRONMENT, REQUEST_TIMEOUT_SECONDS: '2' };

it('slow heads and slow bodies are told 408 in time, and leave nothing behind', async () => {
  const server = await startServer({ env });
  try {
    expect(faultsOf(await slowClientsAt(server, SLOW), SLOW)).toEqual([]);
  } finally {
    await server.stop();
  }
});

it('control: a build that does not look for them keeps them', async () => {
  const blind = {
    'http/configure-app.js': {
      'connectionsCheckingInterval: CHECK_TIMEOUTS_EVERY_MS': 'connectionsCheckingInterval: 60_000',
    },
  };
  await withFaults(
    blind,
    async (of) => expect(faultsOf(await slowClientsAt(of, SLOW), SLOW).join()).toMatch(/were not told 408/),
    { env },
  );
});

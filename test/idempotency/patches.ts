import type { Patches } from '../patched-dist.js';

/** The server ends at the very moment at which the effect is there for ever and nobody has been told. */
export const KILLED_AFTER_COMMIT: Patches = {
  'database/transaction.js': {
    "await client.query('COMMIT');": `await client.query('COMMIT');
        process.kill(process.pid, 'SIGKILL');
        await new Promise(() => {});`,
  },
};

/** Requests under one key do not wait for each other. */
export const WITHOUT_LOCK: Patches = {
  'phone-numbers/writes/answers.queries.js': { 'SELECT pg_advisory_xact_lock($1)': 'SELECT $1::bigint' },
};

/** The answer has a transaction of its own, after that of the effect. */
export const STORED_APART: Patches = {
  'phone-numbers/writes/writes.service.js': {
    'async once(key, admit, work) {': `async once(key, admit, work) {
        let fresh;
        const answered = await this.onceApart(key, admit, async (client) => (fresh = await work(client)));
        if (key && fresh) await inTransaction(this.dataSource, (client) => storeAnswer(client, key, fresh));
        return answered;
    }
    async onceApart(key, admit, work) {`,
    'await storeAnswer(client, key, answer);\n            await deleteSomeExpired(client);': '',
  },
};

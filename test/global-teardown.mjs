import { rm } from 'node:fs/promises';

export default async function tearDown() {
  const { folder, embedded } = globalThis.testDatabase;
  await embedded.release();
  await rm(folder, { recursive: true, force: true, maxRetries: 20 });
}

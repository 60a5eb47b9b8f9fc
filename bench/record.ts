import { parseArgs } from 'node:util';
import { Records } from './record/open-records.js';

/** Fills the large record, or with --small a twentieth of it, where that has not been done for this schema. */
export async function run(args: string[]): Promise<boolean> {
  const { small } = parseArgs({ args, options: { small: { type: 'boolean', default: false } } }).values;
  const records = await Records.open();
  try {
    await records.fill(small ? 'small' : 'large');
    return true;
  } finally {
    await records.close();
  }
}

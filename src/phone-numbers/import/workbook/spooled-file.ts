import { randomUUID } from 'node:crypto';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WorkbookTooLarge } from './workbook.errors.js';

const MOST_BYTES = 512 * 1024 * 1024;

/**
 * The bytes as a file that can be read from anywhere, as a ZIP archive has to be: its directory is at its end, and standard
 * input may be what is read. The file has no name, so it is gone with the process, however that ends.
 * Throws WorkbookTooLarge.
 */
export async function spooled(bytes: AsyncIterable<Uint8Array>): Promise<FileHandle> {
  const path = join(tmpdir(), `linebook-${randomUUID()}`);
  const file = await open(path, 'wx+', 0o600);
  try {
    await unlink(path);
    let size = 0;
    for await (const chunk of bytes) {
      size += chunk.length;
      if (size > MOST_BYTES) throw new WorkbookTooLarge('the workbook is larger than 512 MiB');
      await file.writeFile(chunk);
    }
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordDatabase } from '../record-database.js';
import { linebook, type Outcome } from './linebook.js';

/** A folder of files that are imported together, and of what the import writes; named in its outputs by their names alone. */
export class ImportFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'linebook-import-'));

  async import(
    { url }: Pick<RecordDatabase, 'url'>,
    files: Record<string, string>,
    ...options: string[]
  ): Promise<Outcome> {
    const paths = Object.entries(files).map(([name, content]) => {
      writeFileSync(join(this.path, name), content);
      return join(this.path, name);
    });
    const { code, stdout, stderr } = await linebook(['import', ...paths, ...options], { env: { DATABASE_URL: url } });
    return { code, stdout: this.named(stdout), stderr: this.named(stderr) };
  }

  /** A file of lines of JSON. */
  lines(file: string): Record<string, unknown>[] {
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    return lines.map((text) => JSON.parse(this.named(text)) as Record<string, unknown>);
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }

  private named(text: string): string {
    return text.replaceAll(`${this.path}/`, '');
  }
}

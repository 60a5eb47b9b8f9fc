import { claimDataDirectory, openEmbeddedPostgres } from './embedded-postgres.js';
import { migrate } from './migrate.js';

export interface ServedDatabase {
  /** Connection string of the application. */
  url: string;
  close(): Promise<void>;
}

/**
 * The embedded database of a server: started or joined, its schema up to date, and nobody else serves it.
 * Throws DomainError `data_directory_in_use` when another server does, and whatever the launcher refuses.
 */
export async function openServedDatabase(dataDirectory: string): Promise<ServedDatabase> {
  const claim = await claimDataDirectory(dataDirectory);
  try {
    const database = await openEmbeddedPostgres(dataDirectory);
    try {
      await migrate(database.ownerUrl, database.url);
    } catch (error) {
      await database.release();
      throw error;
    }
    return {
      url: database.url,
      close: async () => {
        await database.release();
        await claim.release();
      },
    };
  } catch (error) {
    await claim.release();
    throw error;
  }
}

import { Global, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DatabaseProbe } from './database-probe.js';
import { silenceOf } from './silence.js';

/** The one DataSource of the application, under its class as the token. */
@Global()
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(
    private readonly dataSource: DataSource,
    private readonly probe: DatabaseProbe,
  ) {
    // Not asked of one that nobody has connected, as where only the documents are written.
    if (dataSource.isInitialized) silenceOf(dataSource)?.watch(probe);
  }

  /** `url` is the connection string of the same database; nothing is connected here. */
  static register(dataSource: DataSource, url: string): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [
        { provide: DataSource, useValue: dataSource },
        { provide: DatabaseProbe, useFactory: () => new DatabaseProbe(url) },
      ],
      exports: [DataSource, DatabaseProbe],
    };
  }

  /** In no earlier hook: requests that still run need their connections (measured: earlier, they fail). */
  async onApplicationShutdown(): Promise<void> {
    silenceOf(this.dataSource)?.end();
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
    await this.probe.close();
  }
}

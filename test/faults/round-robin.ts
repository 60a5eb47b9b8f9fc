import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * A proxy before several instances, who take turns. Like any of its kind it tries the next one where the first refuses
 * the connection, or ends it before the first byte of an answer: all that the tests send may be sent again.
 */
export class RoundRobin {
  tally = { refused: 0, ended: 0 };
  private turn = 0;

  private constructor(
    private readonly server: Server,
    private readonly instances: string[],
    private readonly tries: number,
  ) {
    server.on('connection', (near) => this.take(near));
  }

  /** `tries` 1: it tries no other one. */
  static async before(instances: string[], { tries = 2 } = {}): Promise<RoundRobin> {
    const server = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new RoundRobin(server, instances, tries);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The instance has another address from now on. */
  replace(instance: number, url: string): void {
    this.instances[instance] = url;
  }

  close(): void {
    this.server.close();
  }

  private take(near: Socket): void {
    const said: Buffer[] = [];
    near.on('data', (bytes: Buffer) => said.push(bytes));
    near.on('error', () => {});
    this.lead(near, said, this.turn++, this.tries);
  }

  private lead(near: Socket, said: Buffer[], turn: number, triesLeft: number): void {
    const { hostname, port } = new URL(this.instances[turn % this.instances.length]!);
    const far = connect(Number(port), hostname);
    let isAnswered = false;
    const onward = (bytes: Buffer): boolean => far.write(bytes);
    far.on('connect', () => {
      for (const bytes of said) onward(bytes);
      near.on('data', onward);
    });
    far.on('data', (bytes: Buffer) => {
      isAnswered = true;
      near.write(bytes);
    });
    far.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') this.tally.refused++;
    });
    far.on('close', () => {
      near.off('data', onward);
      if (isAnswered) return void near.end();
      this.tally.ended++;
      if (triesLeft > 1) this.lead(near, said, turn + 1, triesLeft - 1);
      else near.destroy();
    });
  }
}

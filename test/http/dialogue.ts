import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { campaign } from '../canaries.js';

/** One connection, byte by byte, on which a test says something, hears something, and says more. */
export class Dialogue {
  /** All that was heard so far. */
  heard = '';
  /** When the server ended the connection, by performance.now(). */
  endedAt?: number;

  private constructor(private readonly socket: Socket) {
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => (this.heard += text));
    // A reset is an end, too; `heard` tells what came before it.
    socket.on('error', () => {});
    for (const end of ['end', 'close']) socket.on(end, () => (this.endedAt ??= performance.now()));
  }

  /** Opens a connection and says this. */
  static async open(url: string, text: string): Promise<Dialogue> {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    const dialogue = new Dialogue(socket);
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    dialogue.say(text);
    return dialogue;
  }

  say(text: string): void {
    this.socket.write(text, 'latin1');
  }

  /** Says that nothing more will be said. */
  finish(): void {
    this.socket.end();
  }

  /** Whether the server has ended the connection. */
  get isOver(): boolean {
    return this.endedAt !== undefined;
  }

  /** The status of each answer so far, `100 Continue` among them. */
  get statuses(): number[] {
    return [...this.heard.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
  }

  /** Answers whether something has come true in time. */
  async within(ms: number, isTrue: (heard: this) => boolean): Promise<boolean> {
    for (const until = performance.now() + ms; performance.now() < until; await sleep(5)) if (isTrue(this)) return true;
    return isTrue(this);
  }

  leave(): void {
    for (const status of this.statuses) campaign.canaries?.answered(status, this.heard);
    this.socket.destroy();
  }
}

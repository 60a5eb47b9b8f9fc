import { Overloaded, TOO_MANY_WAIT } from '../errors/overloaded.js';

export interface ShareSizes {
  /** Connections to the database. */
  poolSize: number;
  /** Of these what one organization may use, above 0 and at most 1. */
  share: number;
}

/** So many wait for each place, at most: a longer line would only be served after its callers have given up. */
const WAITING_PER_PLACE = 16;
/**
 * The same while more comes than can be served: a burst may wait for its turn, but a line that is always long makes everybody
 * late and serves nobody more. A refusal says so, for a second.
 */
const WAITING_PER_PLACE_WHEN_OVERLOADED = 2;
const OVERLOADED_MS = 1_000;
const LONGEST_WAIT_MS = 5_000;

/** Gives a place back; called twice it does nothing more. */
export type Leave = () => void;

interface Line {
  running: number;
  waiting: Set<() => void>;
}

/**
 * Who may work on the record at the same time: as many requests as there are connections, of one organization no more
 * than its share. The others wait, each organization in a line of its own, and the lines take turns.
 */
export class Shares {
  private readonly most: number;
  private readonly mostOfOne: number;
  private running = 0;
  private waiting = 0;
  private overloadedUntil = 0;
  /** Of the organizations that have anything running or waiting; the next in turn first. */
  private readonly lines = new Map<string, Line>();

  constructor({ poolSize, share }: ShareSizes) {
    this.most = poolSize;
    this.mostOfOne = Math.max(1, Math.floor(poolSize * share));
  }

  /** A place for a request of the organization, sooner or later. Throws Overloaded. */
  enter(organization: string, gone: (left: () => void) => void): Leave | Promise<Leave> {
    const line = this.lines.get(organization) ?? { running: 0, waiting: new Set() };
    if (this.running < this.most && line.running < this.mostOfOne) return this.run(organization, line);
    if (line.waiting.size >= WAITING_PER_PLACE * this.mostOfOne) {
      throw new Overloaded('Too many requests of this organization are waiting; try again later');
    }
    if (this.isFull()) throw new Overloaded(TOO_MANY_WAIT);
    return this.wait(organization, line, gone);
  }

  /** Whether nobody can even wait any more: who asks is refused. */
  isFull(): boolean {
    if (this.waiting < WAITING_PER_PLACE_WHEN_OVERLOADED * this.most) return false;
    const now = performance.now();
    if (this.waiting < WAITING_PER_PLACE * this.most && now >= this.overloadedUntil) return false;
    this.overloadedUntil = now + OVERLOADED_MS;
    return true;
  }

  private run(organization: string, line: Line): Leave {
    this.lines.set(organization, line);
    this.running++;
    line.running++;
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      this.running--;
      line.running--;
      this.forgetIdle(organization, line);
      this.callNext();
    };
  }

  private wait(organization: string, line: Line, gone: (left: () => void) => void): Promise<Leave> {
    this.lines.set(organization, line);
    this.waiting++;
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer);
        this.waiting--;
        line.waiting.delete(called);
      };
      const called = (): void => {
        stop();
        resolve(this.run(organization, line));
      };
      const refused = (): void => {
        if (!line.waiting.has(called)) return;
        stop();
        this.forgetIdle(organization, line);
        reject(new Overloaded('No connection to the record was free in time; try again later'));
      };
      const timer = setTimeout(refused, LONGEST_WAIT_MS);
      line.waiting.add(called);
      gone(refused);
    });
  }

  /** The first of the next line that has a place left; that line is the last one afterwards. */
  private callNext(): void {
    if (this.running >= this.most || !this.waiting) return;
    for (const [organization, line] of this.lines) {
      const [next] = line.waiting;
      if (!next || line.running >= this.mostOfOne) continue;
      this.lines.delete(organization);
      this.lines.set(organization, line);
      next();
      return;
    }
  }

  private forgetIdle(organization: string, line: Line): void {
    if (!line.running && !line.waiting.size) this.lines.delete(organization);
  }
}

/** Random choices that come again with the same seed. */
export class Random {
  constructor(private state: number) {}

  /** From 0 up to and without 1 (mulberry32). */
  fraction(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 up to and without this one. */
  below(limit: number): number {
    return Math.floor(this.fraction() * limit);
  }

  /** True so often of 100 times. */
  percent(likely: number): boolean {
    return this.fraction() * 100 < likely;
  }

  one<T>(of: readonly T[]): T {
    return of[this.below(of.length)]!;
  }

  /** So many different ones, in random order. */
  some<T>(of: readonly T[], many: number): T[] {
    const left = [...of];
    return Array.from({ length: Math.min(many, left.length) }, () => left.splice(this.below(left.length), 1)[0]!);
  }
}

import { readFileSync } from 'node:fs';
import type { RecordDatabase } from './record-database.js';

// People's data put through a campaign, and where none of them may come out. Every value that the record had is a canary.

const SHORTEST_NAME = 5;
/** A number without its country's code, however it is written in one piece; a fraction is none. */
const DIGITS = 9;
const NUMBERS = /(?<![.\d])\d{9,}/g;
const EMAIL = /[\w.+-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+/;
const TOKEN = /eyJ[\w-]{8,}\.[\w-]{8,}|[Bb]earer [\w-]{8,}/;
/** Without it many lines are one. */
const TRACKING_ID = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g;
/** What these say is for the caller: who has a number, or what was wrong with the text that they sent. */
const EXPLAINS = [400, 409, 423];

const PEOPLE = `
  SELECT DISTINCT unnest(ARRAY[full_name, email]) AS text FROM users
  UNION SELECT label FROM number_assignments UNION SELECT name FROM workspaces`;

export type Channel = 'log' | 'metrics' | 'error' | 'database log';

/** What servers, databases and answers said, and whose data must not be in it. */
export class Canaries {
  private readonly numbers = new Set<string>();
  private readonly names = new Set<string>();
  private readonly said = new Map<Channel, Set<string>>();

  /** All that the record has, before it is dropped. */
  async putIn(query: RecordDatabase['query']): Promise<void> {
    for (const { e164 } of await query<{ e164: string }>('SELECT e164 FROM phone_numbers')) {
      this.numbers.add(e164.slice(-DIGITS));
    }
    for (const { text } of await query<{ text: string | null }>(PEOPLE)) {
      if (text && text.length >= SHORTEST_NAME)
        for (const form of [text, encodeURIComponent(text)]) this.names.add(form);
    }
  }

  heard(channel: Channel, text: string): void {
    if (!this.said.has(channel)) this.said.set(channel, new Set());
    for (const line of text.split('\n')) if (line) this.said.get(channel)!.add(line);
  }

  /** What a client was answered. */
  answered(status: number, text: string): void {
    if (status >= 400 && !EXPLAINS.includes(status)) this.heard('error', text.replaceAll(TRACKING_ID, ''));
  }

  /** The metrics of a server, unless it has gone. */
  async readMetrics(url: string): Promise<void> {
    const page = await fetch(`${url}/metrics`).catch(() => undefined);
    if (page) this.heard('metrics', await page.text());
  }

  /** A PostgreSQL's own log. */
  readLog(path: string): void {
    this.heard('database log', readFileSync(path, 'utf8'));
  }

  /** What was put in and how much was said. */
  get summary(): string {
    const lines = [...this.said].map(([channel, texts]) => `${texts.size} of ${channel}`);
    return `canaries: ${this.numbers.size} numbers, ${this.names.size} names; lines: ${lines.join(', ')}`;
  }

  /** Each line with a canary in it. */
  found(): string[] {
    return [...this.said].flatMap(([channel, texts]) =>
      [...texts].flatMap((text) => {
        const what = this.canaryIn(text);
        return what ? [`${what} in ${channel}: ${text.slice(0, 300)}`] : [];
      }),
    );
  }

  private canaryIn(text: string): string | undefined {
    if (TOKEN.test(text)) return 'a token';
    if (EMAIL.test(text)) return 'an e-mail';
    for (const [digits] of text.matchAll(NUMBERS)) if (this.numbers.has(digits.slice(-DIGITS))) return 'a number';
    for (const name of this.names) if (text.includes(name)) return 'a name';
    return undefined;
  }
}

/** Those of the campaign that runs; the tests, which look for themselves, have none. */
export const campaign: { canaries?: Canaries } = {};

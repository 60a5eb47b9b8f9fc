import { once } from 'node:events';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { tokenFor } from '../tokens.js';

/** A reader who has the headers, and takes of the text what is asked for. */
export interface ListReader {
  got: IncomingMessage;
  /** Takes nothing more, and goes. */
  leave(): void;
  /** Takes the rest; throws where it breaks off. */
  rest(): Promise<Buffer>;
}

/** Asks for a list as SUPERADMIN, and does not read it yet. */
export async function readerOf(url: string, headers: Record<string, string> = {}): Promise<ListReader> {
  const authorization = `Bearer ${tokenFor({ roles: ['SUPERADMIN'] })}`;
  const sent: ClientRequest = request(url, { agent: false, headers: { authorization, ...headers } });
  // Who leaves hears of it.
  sent.on('error', () => {});
  sent.end();
  const [got] = (await once(sent, 'response')) as [IncomingMessage];
  got.on('error', () => {});
  return { got, leave: () => void sent.destroy(), rest: () => restOf(got) };
}

async function restOf(got: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of got) parts.push(part as Buffer);
  if (!got.complete) throw new Error('broken off');
  return Buffer.concat(parts);
}

/** What the bytes of an answer in gzip say. */
export const unzipped = (bytes: Buffer): string => gunzipSync(bytes).toString();

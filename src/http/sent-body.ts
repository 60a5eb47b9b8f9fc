import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { bodyTooLarge, incompleteRequest } from './refused-request.js';

/** Long enough for a client to read the answer while it is still sending; closing at once would reset it. */
export const LINGER_MS = 1_000;

/** Whether a part of the body that the head announces is still to come, as far as anybody has looked. */
export function owesBody({ complete, headers }: IncomingMessage): boolean {
  return !complete && (headers['transfer-encoding'] !== undefined || Number(headers['content-length']) > 0);
}

/** The whole body. Throws RefusedRequest: 413 as soon as it is too large, 408 and 400 where it does not come whole. */
export function bytesOf(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const onData = (chunk: Buffer): void => {
      length += chunk.length;
      if (length <= limitBytes) chunks.push(chunk);
      else stop(() => reject(bodyTooLarge(limitBytes)));
    };
    const stop = (settle: () => void): void => {
      request.off('data', onData).off('end', onEnd).off('error', onError).off('close', onClose);
      settle();
    };
    const onEnd = (): void => stop(() => resolve(Buffer.concat(chunks, length)));
    // BrokenConnections tells a body that is late by its own refusal.
    const onError = (error: Error): void => stop(() => reject(error));
    const onClose = (): void => stop(() => reject(incompleteRequest()));
    // The client may have gone while the guards looked at its token.
    if (request.destroyed) reject(incompleteRequest());
    else request.on('data', onData).on('end', onEnd).on('error', onError).on('close', onClose);
  });
}

/**
 * Has Node close this connection once the answer is out, but not under a client that is still sending: it would meet a
 * reset, and often lose the answer (measured). What still arrives is thrown away, and is no request any more.
 */
export function closeGently(socket: Socket): void {
  socket.destroySoon = () => {
    // Node's parser, which would go on to the next request.
    socket.removeAllListeners('data');
    socket.on('data', () => {}).resume();
    socket.end();
    setTimeout(() => socket.destroy(), LINGER_MS).unref();
  };
}

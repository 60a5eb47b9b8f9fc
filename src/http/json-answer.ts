import { PassThrough, Readable, type Writable } from 'node:stream';
import { promisify } from 'node:util';
import { createGzip, gzip, type ZlibOptions } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { takesGzip } from './accept-encoding.js';
import { isKnown } from './entity-tag.js';

// Half the time of the default level, for a list a tenth longer.
const FAST: ZlibOptions = { level: 1 };
const GZIP_FROM_BYTES = 8 * 1024;
const PART_BYTES = 64 * 1024;
/** Who does not take a part within this time is cut off. */
const MOST_WAITING_MS = 30_000;

const zipped = promisify<Buffer, ZlibOptions, Buffer>(gzip);

/** An answer in JSON that may be sent in gzip, or not at all to a client who has it: one per request. */
export class JsonAnswer {
  private entityTag: string | undefined;
  private stream: Writable | undefined;

  constructor(
    private readonly request: FastifyRequest,
    private readonly reply: FastifyReply,
  ) {}

  get isHead(): boolean {
    return this.request.method === 'HEAD';
  }

  /** Whether nobody will read the text: the client asks for the headers alone, or may have it. */
  get mayBeBodiless(): boolean {
    return this.isHead || this.request.headers['if-none-match'] !== undefined;
  }

  /** Says what the answer is called. */
  tag(tag: string): void {
    this.entityTag = tag;
  }

  /** Says so, and ends the answer where the client has it already: answers whether they do. */
  isUnchanged(tag: string): boolean {
    this.tag(tag);
    if (!isKnown(this.request.headers['if-none-match'], tag)) return false;
    this.withHeaders().code(304).send();
    return true;
  }

  /** Ends a HEAD without the text; answers whether it was one. */
  headOnly(): boolean {
    if (!this.isHead) return false;
    // Nothing at all would be answered as a length of 0, which is not that of the text.
    this.typed().send(Readable.from([]));
    return true;
  }

  /** Sends the whole text. */
  async send(text: string): Promise<void> {
    const isLong = text.length >= GZIP_FROM_BYTES || Buffer.byteLength(text) >= GZIP_FROM_BYTES;
    if (!isLong || !this.takesGzip()) {
      this.typed().send(text);
      return;
    }
    const bytes = await zipped(Buffer.from(text), FAST);
    this.typed().header('content-encoding', 'gzip').send(bytes);
  }

  /**
   * Sends a part of a long text as soon as the client has taken what was sent before. False: it has gone, or takes
   * nothing. What is thrown before the first part can still be answered.
   */
  async sendPart(part: Buffer | string): Promise<boolean> {
    const stream = (this.stream ??= this.begin());
    if (stream.destroyed) return false;
    return stream.write(part) || drained(stream);
  }

  /** Ends a text of parts; a text that is not whole is broken off, so that nobody takes it for one. */
  end({ isWhole }: { isWhole: boolean }): void {
    if (isWhole) this.stream?.end();
    else this.reply.raw.destroy();
  }

  private begin(): Writable {
    const isZipped = this.takesGzip();
    const stream = isZipped ? createGzip(FAST) : new PassThrough({ highWaterMark: PART_BYTES });
    if (isZipped) this.reply.header('content-encoding', 'gzip');
    this.typed().send(stream);
    // From here on the error filter can only break the connection off, and must know it.
    this.reply.raw.flushHeaders();
    return stream;
  }

  private takesGzip(): boolean {
    return takesGzip(this.request.headers['accept-encoding']);
  }

  private typed(): FastifyReply {
    return this.withHeaders().code(200).header('content-type', 'application/json; charset=utf-8');
  }

  /** Only once it is known that this is the answer: a refusal has none of them. */
  private withHeaders(): FastifyReply {
    this.reply.header('vary', 'Accept-Encoding');
    if (this.entityTag) this.reply.header('etag', this.entityTag).header('cache-control', 'private, no-cache');
    return this.reply;
  }
}

/** Whether the stream takes more, sooner or later. */
function drained(stream: Writable): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, MOST_WAITING_MS);
    stream.once('drain', done).once('close', done);
    function done(): void {
      clearTimeout(timer);
      stream.off('drain', done).off('close', done);
      resolve(!stream.destroyed && !stream.writableNeedDrain);
    }
  });
}

/** The headers of an answer that may come in gzip, for the document of the route. */
export const MAY_BE_ZIPPED = {
  Vary: {
    description: 'Always `Accept-Encoding`: an answer of 8 KB and more comes in gzip to a client that takes it',
    schema: { type: 'string' as const },
  },
};

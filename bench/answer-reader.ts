/** An answer, its body counted and kept only where somebody wants it. */
export interface Received {
  status: number;
  /** Its status line and headers. */
  head: string;
  bytes: number;
  body: string;
  /** When the first byte of the body was there, by performance.now(). */
  firstByteAt: number;
}

const HEAD_END = Buffer.from('\r\n\r\n');
const LINE_END = Buffer.from('\r\n');
const CHUNKED = -1;

/** Reads answers of HTTP/1.1, one at a time: with a length, in chunks, or without a body. */
export class AnswerReader {
  private rest: Buffer = Buffer.alloc(0);
  private answer?: Received;
  private kept: Buffer[] = [];
  private keepBody = false;
  /** Of the body, or of the chunk with its line end; CHUNKED: the size of the next chunk is to be read. */
  private missing = 0;
  private isChunked = false;
  private isLastChunk = false;

  begin(keepBody: boolean): void {
    this.answer = undefined;
    this.keepBody = keepBody;
    this.kept = [];
  }

  /** The whole answer, once this part ends it. */
  take(part: Buffer): Received | undefined {
    let data = this.rest.length ? Buffer.concat([this.rest, part]) : part;
    this.rest = Buffer.alloc(0);
    if (!this.answer) {
      const end = data.indexOf(HEAD_END);
      if (end < 0) return this.later(data);
      this.readHead(data.toString('latin1', 0, end));
      data = data.subarray(end + HEAD_END.length);
    }
    if (data.length && !this.answer!.firstByteAt) this.answer!.firstByteAt = performance.now();
    return this.isChunked ? this.takeChunks(data) : this.takeSized(data);
  }

  private readHead(head: string): void {
    const status = Number(head.slice(9, 12));
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
    this.isChunked = length === undefined && /\r\ntransfer-encoding: *chunked/i.test(head);
    this.isLastChunk = false;
    this.missing = this.isChunked ? CHUNKED : Number(length ?? 0);
    this.answer = { status, head, bytes: 0, body: '', firstByteAt: 0 };
  }

  private takeSized(data: Buffer): Received | undefined {
    this.count(data);
    this.missing -= data.length;
    return this.missing > 0 ? undefined : this.done();
  }

  private takeChunks(whole: Buffer): Received | undefined {
    let data = whole;
    while (data.length) {
      if (this.missing === CHUNKED) {
        const end = data.indexOf(LINE_END);
        if (end < 0) return this.later(data);
        const size = parseInt(data.toString('latin1', 0, end), 16);
        this.isLastChunk = size === 0;
        this.missing = size + LINE_END.length;
        data = data.subarray(end + LINE_END.length);
      }
      const here = data.subarray(0, this.missing);
      this.count(here.subarray(0, Math.max(0, Math.min(here.length, this.missing - LINE_END.length))));
      this.missing -= here.length;
      data = data.subarray(here.length);
      if (this.missing > 0) return undefined;
      if (this.isLastChunk) return this.done();
      this.missing = CHUNKED;
    }
    return undefined;
  }

  private count(data: Buffer): void {
    this.answer!.bytes += data.length;
    if (this.keepBody) this.kept.push(Buffer.from(data));
  }

  private done(): Received {
    const answer = this.answer!;
    if (this.keepBody) answer.body = Buffer.concat(this.kept).toString();
    this.answer = undefined;
    return answer;
  }

  private later(data: Buffer): undefined {
    this.rest = data;
  }
}

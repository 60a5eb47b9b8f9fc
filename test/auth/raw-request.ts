import { connect } from 'node:net';
import type { Case } from './corpus.js';

// More than the longest head that a server reads, so that a refusal needs one slice only.
const SLICE = 32 * 1024;

export interface RawAnswer {
  status: number;
  /** Names in lower case. */
  headers: ReadonlyMap<string, string>;
  body: string;
}

/** One request byte by byte: an HTTP client would repair or refuse much of what the corpus sends. */
export async function send(
  url: string,
  path: string,
  { method = 'GET', lines, query = '', body }: Case,
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const length = body === undefined ? [] : [`Content-Length: ${body.length}`];
  const head = [
    `${method} ${path}${query} HTTP/1.1`,
    `Host: ${hostname}:${port}`,
    'Connection: close',
    ...length,
    ...lines,
  ];
  return sendText(url, `${head.join('\r\n')}\r\n\r\n${body ?? ''}`);
}

/** These very characters, each as one byte; the answer ends where the server closes the connection. */
export async function sendText(url: string, request: string): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return parsed(await exchange(hostname, Number(port), request));
}

function exchange(host: string, port: number, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect({ host, port }, () => void write(0));
    // In slices: whoever goes on writing when the server has refused a long head and closed may lose the answer.
    const write = (from: number): void => {
      if (from >= request.length || answer || socket.destroyed) return;
      socket.write(request.slice(from, from + SLICE), 'latin1');
      setTimeout(() => write(from + SLICE), 50);
    };
    socket.setEncoding('latin1');
    socket.setTimeout(10_000, () => socket.destroy(new Error('no answer within ten seconds')));
    socket.on('data', (text) => (answer += text.toString()));
    socket.on('error', reject);
    socket.on('close', () => (answer ? resolve(answer) : reject(new Error('closed without an answer'))));
  });
}

function parsed(answer: string): RawAnswer {
  const end = answer.indexOf('\r\n\r\n');
  const [first, ...lines] = answer.slice(0, end).split('\r\n');
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return { status: Number(first?.split(' ')[1]), headers: new Map(headers), body: answer.slice(end + 4) };
}

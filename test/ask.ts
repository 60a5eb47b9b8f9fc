import { request, type Agent } from 'node:http';
import { campaign } from './canaries.js';

export interface Question {
  method?: string;
  /** As it is, where a URL would be tidied first. */
  path?: string;
  /** Without it the request has no Authorization. */
  token?: string;
  headers?: Record<string, string>;
  /** As it is, on any method, GET included: `fetch` would refuse. */
  body?: string;
  /** Whose connections it may use again; by default it has one of its own. */
  agent?: Agent;
}

export interface Answer {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string | undefined>;
  /** Parsed where it is JSON; undefined where there is none. */
  body: unknown;
  text: string;
}

/** One request. */
export function ask(
  url: string,
  { method = 'GET', path, token, headers, body, agent }: Question = {},
): Promise<Answer> {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  const options = { method, agent: agent ?? (false as const), ...(path !== undefined && { path }) };
  return new Promise((resolve, reject) => {
    const sent = request(url, { ...options, headers: { ...authorization, ...length, ...headers } }, (got) => {
      let text = '';
      got.setEncoding('utf8');
      got.on('data', (part: string) => (text += part));
      got.on('error', reject);
      got.on('end', () => {
        const isJson = text !== '' && got.headers['content-type']?.startsWith('application/json');
        campaign.canaries?.answered(got.statusCode!, text);
        const answered = got.headers as Answer['headers'];
        resolve({ status: got.statusCode!, headers: answered, body: isJson ? JSON.parse(text) : undefined, text });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** What an answer says, for a comparison of the whole of it. */
export const said = ({ status, body }: Answer) => ({ status, body });

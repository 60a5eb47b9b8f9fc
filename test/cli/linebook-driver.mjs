// The built program run again and again in one process: to start Node and load the program takes ten times as long as most
// commands. Its entry is evaluated anew for each; what it imports stays. A line of JSON with arguments, environment and
// standard input (base64) comes in, a line with exit code and output goes out.
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';

const PROGRAM = pathToFileURL(resolve('dist/cli/linebook.js')).href;
const asked = createInterface({ input: process.stdin });
const answer = process.stdout.write.bind(process.stdout);
let runs = 0;
// Each run pipes to it and leaves its listeners, since it ends with the process as a rule.
process.stdout.setMaxListeners(0);

async function run({ args, env, input }) {
  const [stdout, stderr] = [captured(process.stdout), captured(process.stderr)];
  process.argv = [process.execPath, 'linebook', ...args];
  process.env = env;
  process.exitCode = undefined;
  Object.defineProperty(process, 'stdin', {
    value: Readable.from(chunksOf(Buffer.from(input, 'base64'))),
    configurable: true,
  });
  await import(`${PROGRAM}?${++runs}`);
  return { code: process.exitCode ?? 0, stdout: stdout(), stderr: stderr() };
}

/** As a pipe brings them. */
function* chunksOf(bytes, size = 65_536) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Keeps what is written to the stream; answers what tells it. */
function captured(stream) {
  const chunks = [];
  stream.write = (chunk, encoding, done) => {
    chunks.push(Buffer.from(chunk));
    (typeof encoding === 'function' ? encoding : done)?.();
    return true;
  };
  return () => Buffer.concat(chunks).toString();
}

for await (const line of asked) answer(`${JSON.stringify(await run(JSON.parse(line)))}\n`);
process.exitCode = 0;

import type { LoggerService } from '@nestjs/common';
import type { FastifyBaseLogger, FastifyRequest, FastifyServerOptions } from 'fastify';
import { loggedError } from './logged-error.js';

/** Fastify's own logger (pino): one JSON object per line on standard output, and nothing that a request brought in. */
export function serverLog(level: string): FastifyServerOptions['logger'] {
  return {
    level,
    // pino's own stream, when nobody reads it any more, never lets the process end.
    stream: new LineOutput((text) => void process.stdout.write(text)),
    // Process id and host name are the operator's own; a line has what only we know.
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: {
      req: ({ method, routeOptions }: FastifyRequest) => ({ method, route: routeOptions?.url }),
      res: ({ statusCode }: { statusCode?: number | string }) => ({ statusCode }),
      err: loggedError,
    },
  };
}

/** Writes the lines of one turn of the event loop together: a system call for each is a large part of a small request. */
export class LineOutput {
  private lines = '';

  constructor(private readonly out: (text: string) => void) {
    // Whatever ends the process, a bug as well.
    process.once('exit', this.flush);
  }

  write(line: string): void {
    if (!this.lines) setImmediate(this.flush);
    this.lines += line;
  }

  private readonly flush = (): void => {
    if (!this.lines) return;
    const lines = this.lines;
    this.lines = '';
    this.out(lines);
  };
}

// What Nest tells about its own start is for whoever debugs it.
const FRAMEWORK = ['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestApplication'];

/** Nest's Logger, written as lines of the server's log. */
export class NestLog implements LoggerService {
  constructor(private readonly log_: FastifyBaseLogger) {}

  log(message: unknown, ...more: unknown[]): void {
    this.write(FRAMEWORK.includes(contextOf(more) ?? '') ? 'debug' : 'info', message, more);
  }

  warn(message: unknown, ...more: unknown[]): void {
    this.write('warn', message, more);
  }

  error(message: unknown, ...more: unknown[]): void {
    this.write('error', message, more);
  }

  fatal(message: unknown, ...more: unknown[]): void {
    this.write('fatal', message, more);
  }

  debug(message: unknown, ...more: unknown[]): void {
    this.write('debug', message, more);
  }

  private write(level: 'debug' | 'info' | 'warn' | 'error' | 'fatal', message: unknown, more: unknown[]): void {
    const context = contextOf(more);
    if (message instanceof Error) this.log_[level]({ context, err: message });
    else this.log_[level]({ context }, String(message));
  }
}

/** Nest gives the logger's name as the last parameter; before it there may be a stack, which `err` has already. */
function contextOf(more: unknown[]): string | undefined {
  const last = more.at(-1);
  return typeof last === 'string' && !last.includes('\n') ? last : undefined;
}

import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { SETTINGS, type Settings } from '../settings/settings.js';
import { isHost, pathOf } from './request-target.js';

/** Of a request what its own address is made of. */
export type Addressed = Pick<FastifyRequest, 'protocol' | 'host'> & {
  raw: Pick<FastifyRequest['raw'], 'url'>;
  socket: Pick<FastifyRequest['socket'], 'localAddress' | 'localPort'>;
};

/** Links from one page of a list to another. */
@Injectable()
export class PageLinks {
  constructor(@Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl'>) {}

  /**
   * The value of `Link` (RFC 8288) for the page after this one: the request's own address, absolute and with all of its
   * parameters, but for another `start`, or what a vendor calls it. The origin is PUBLIC_URL, or else the one that the client used, as TRUSTED_PROXIES
   * tell it.
   */
  next(request: Addressed, start: string, parameter = 'start'): string {
    const target = request.raw.url!;
    const url = new URL((this.settings.publicUrl?.origin ?? originOf(request)) + pathOf(target));
    const queryAt = target.indexOf('?');
    const parameters = new URLSearchParams(queryAt < 0 ? '' : target.slice(queryAt + 1));
    parameters.set(parameter, start);
    url.search = parameters.toString();
    return `<${url.href}>; rel="next"`;
  }
}

/** A Host that makes no address, or in HTTP/1.0 none at all, leaves the address that was connected to. */
function originOf({ protocol: told, host, socket }: Addressed): string {
  // A proxy may tell any word.
  const protocol = told === 'https' ? 'https' : 'http';
  const named = `${protocol}://${host}`;
  if (host && isHost(host)) return new URL(named).origin;
  const { localAddress = '', localPort } = socket;
  return `${protocol}://${localAddress.includes(':') ? `[${localAddress}]` : localAddress}:${localPort}`;
}

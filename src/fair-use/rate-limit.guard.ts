import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import type { Principal } from '../auth/principal.js';
import { SETTINGS, type Settings } from '../settings/settings.js';
import { RateLimited } from './rate-limited.error.js';

const WINDOW_SECONDS = 60;
const READS = ['GET', 'HEAD'];

/**
 * Counts the requests of each caller in this process, reads and writes apart; a minute begins with its first request.
 * Public routes have no caller, and no limit.
 */
@Injectable()
export class RateLimitGuard implements CanActivate {
  private readonly reads: RateLimiterMemory | undefined;
  private readonly writes: RateLimiterMemory | undefined;

  constructor(@Inject(SETTINGS) { rateLimitReadsPerMinute, rateLimitWritesPerMinute }: Settings) {
    this.reads = limiter(rateLimitReadsPerMinute);
    this.writes = limiter(rateLimitWritesPerMinute);
  }

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const { method, principal } = context.switchToHttp().getRequest<FastifyRequest>();
    const limit = READS.includes(method) ? this.reads : this.writes;
    return limit && principal ? enter(limit, principal) : true;
  }
}

const limiter = (points: number): RateLimiterMemory | undefined =>
  points ? new RateLimiterMemory({ points, duration: WINDOW_SECONDS }) : undefined;

/** Throws RateLimited. */
async function enter(limit: RateLimiterMemory, { issuer, subject, organization }: Principal): Promise<boolean> {
  try {
    await limit.consume(JSON.stringify([issuer, subject, organization.uuid ?? organization.objectId]));
    return true;
  } catch (refused) {
    // What the limiter throws is how long it still takes.
    const { msBeforeNext } = refused as RateLimiterRes;
    throw new RateLimited(limit.points, Math.max(1, Math.ceil(msBeforeNext / 1000)));
  }
}

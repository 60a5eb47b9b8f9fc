import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Shares } from './shares.js';

/**
 * Lets a caller in as soon as their organization has a place; the last of the guards, so that nobody holds one who is
 * refused or whose body has not arrived. Given back when the answer has been taken, or the client has gone.
 */
@Injectable()
export class ShareGuard implements CanActivate {
  constructor(private readonly shares: Shares) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const http = context.switchToHttp();
    const { principal } = http.getRequest<FastifyRequest>();
    if (!principal) return true;
    const { raw } = http.getResponse<FastifyReply>();
    const { uuid, objectId } = principal.organization;
    const place = this.shares.enter(uuid ?? objectId, (left) => raw.once('close', left));
    if (!(place instanceof Promise)) {
      raw.once('close', place);
      return true;
    }
    return place.then((leave) => {
      raw.once('close', leave);
      // Who has gone while they were called will not close again.
      if (raw.closed || raw.destroyed) leave();
      return true;
    });
  }
}

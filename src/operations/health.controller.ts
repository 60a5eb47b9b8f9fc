import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Public } from '../auth/access.decorators.js';
import { DatabaseProbe } from '../database/database-probe.js';
import { Draining } from '../http/draining.js';

/** What an orchestrator asks. Public, so it says nothing but yes or no. */
@Public()
@Controller('health')
export class HealthController {
  constructor(
    private readonly draining: Draining,
    private readonly probe: DatabaseProbe,
  ) {}

  /** The process answers, whatever its database does: a restart would not help that. */
  @Get('live')
  live() {
    return { status: 'ok' };
  }

  /** Send requests here: not while stopping, and not while the database is silent. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    if (!this.draining.started && (await this.probe.answers())) return { status: 'ok' };
    reply.code(503);
    return { status: 'unavailable' };
  }
}

// The auth module of a built dist/ (the first argument) behind one route, without a database: what the negative
// control starts, with a patched copy. Settings come from the environment, as for the product.
import 'reflect-metadata';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Controller, Get, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';

const built = (path) => import(pathToFileURL(join(process.argv[2], path)).href);
const { AuthModule } = await built('auth/auth.module.js');
const { AccessGuard } = await built('auth/access.guard.js');
const { JwtAuthGuard } = await built('auth/jwt-auth.guard.js');
const { RequiresScope } = await built('auth/access.decorators.js');
const { trustFromSettings } = await built('auth/trust.js');
const { readSettings } = await built('settings/settings.js');

const STATUSES = { invalid: 400, unauthenticated: 401, forbidden: 403, unavailable: 503 };

class Refusals {
  catch(error, host) {
    const reply = host.switchToHttp().getResponse();
    const status = STATUSES[error.kind] ?? error.status ?? 500;
    if (error.challenge) reply.header('WWW-Authenticate', error.challenge);
    if (error.retryAfterSeconds) reply.header('Retry-After', error.retryAfterSeconds);
    reply.code(status).send({ message: error.message });
  }
}

class Numbers {
  list() {
    return {};
  }
}
const list = Object.getOwnPropertyDescriptor(Numbers.prototype, 'list');
const roles = ['full_admin', 'readonly_admin', 'location_admin'];
RequiresScope('spark-admin:workspaces_read', { roles })(Numbers.prototype, 'list', list);
Get('v1/workspaces/:id/features/numbers')(Numbers.prototype, 'list', list);
Controller()(Numbers);

class StandIn {}
Module({
  imports: [AuthModule.register(trustFromSettings(readSettings(process.env)), async () => undefined)],
  controllers: [Numbers],
  providers: [
    { provide: APP_FILTER, useClass: Refusals },
    { provide: APP_GUARD, useExisting: JwtAuthGuard },
    { provide: APP_GUARD, useExisting: AccessGuard },
  ],
})(StandIn);

const app = await NestFactory.create(StandIn, new FastifyAdapter(), { logger: ['error'] });
await app.listen(0, '127.0.0.1');
console.log(`listening on ${await app.getUrl()}`);

import 'reflect-metadata';
import { Controller, Get, Module, Post, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { createSecretKey } from 'node:crypto';
import { Public, RequiresRole } from './access.decorators.js';
import { AuthModule } from './auth.module.js';
import { demoTrust } from './trust.js';

@Controller('ruled')
class Ruled {
  @Get()
  @Public()
  read(): void {}

  @Post()
  @RequiresRole('SUPERADMIN')
  write(): void {}

  helper(): void {}
}

@Controller('whole')
@RequiresRole('SUPERADMIN')
class RuledAsAWhole {
  @Get()
  read(): void {}
}

@Controller('silent')
class Silent {
  @Get()
  @Public()
  open(): void {}

  @Get('x')
  read(): void {}

  @Post()
  write(): void {}
}

async function start(...controllers: Type[]): Promise<void> {
  class Application {}
  const auth = AuthModule.register(demoTrust(createSecretKey('x'.repeat(32), 'utf8')), () =>
    Promise.resolve(undefined),
  );
  Module({ imports: [auth], controllers })(Application);
  const app = await NestFactory.createApplicationContext(Application, { logger: false, abortOnError: false });
  await app.close();
}

describe('RouteRules', () => {
  it('lets an application start whose routes all have a rule', async () => {
    await expect(start(Ruled, RuledAsAWhole)).resolves.toBeUndefined();
  });

  it('refuses to start with silent routes, and names them', async () => {
    await expect(start(Ruled, Silent)).rejects.toThrow('Routes without an access rule: Silent.read, Silent.write');
  });
});

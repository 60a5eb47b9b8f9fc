import 'reflect-metadata';
import {
  Controller,
  Get,
  Injectable,
  Module,
  NotFoundException,
  Param,
  Req,
  UseGuards,
  type INestApplication,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AuthGuard, PassportModule, PassportStrategy } from '@nestjs/passport';
import { ExpressAdapter } from '@nestjs/platform-express';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { DataSource, IsNull } from 'typeorm';
import { Assignment, Organization, ORDINARY_ENTITIES, Workspace } from './ordinary-entities.js';

// What a developer writes who follows the guides: Nest on Express, entities with relations, passport-jwt.

const { DATABASE_URL, DATABASE_POOL_SIZE = '10', AUTH_HS256_SECRET, AUTH_ISSUER, AUTH_AUDIENCE } = process.env;

interface Caller {
  org_id: string;
}

@Injectable()
class JwtStrategy extends PassportStrategy(Strategy) {
  constructor() {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      secretOrKey: AUTH_HS256_SECRET!,
      issuer: AUTH_ISSUER,
      audience: AUTH_AUDIENCE,
      algorithms: ['HS256'],
    });
  }

  validate(claims: Caller): Caller {
    return claims;
  }
}

const webexId = (type: string, uuid: string): string =>
  Buffer.from(`ciscospark://us/${type}/${uuid}`).toString('base64').replace(/=+$/, '');

@Controller('v1/workspaces/:workspaceId/features/numbers')
@UseGuards(AuthGuard('jwt'))
class WorkspaceNumbersController {
  constructor(private readonly dataSource: DataSource) {}

  @Get()
  async list(@Param('workspaceId') id: string, @Req() { user }: { user: Caller }) {
    const workspace = await this.dataSource.getRepository(Workspace).findOne({
      where: { id, organization: { uuid: user.org_id }, removedAt: IsNull() },
      relations: { organization: true, location: true },
    });
    if (!workspace) throw new NotFoundException();
    const assignments = await this.dataSource.getRepository(Assignment).find({
      where: { workspace: { id }, validTo: IsNull() },
      relations: { number: true },
      order: { line: 'DESC', heldSince: 'ASC', listPosition: 'ASC', id: 'ASC' },
    });
    const { organization, location, distinctiveRingEnabled } = workspace;
    return {
      distinctiveRingEnabled,
      phoneNumbers: assignments.map(({ number, extension, line }) => ({
        external: number?.e164 ?? null,
        extension,
        routingPrefix: location.routingPrefix,
        esn: location.routingPrefix && extension && location.routingPrefix + extension,
        primary: line === 'primary',
      })),
      workspace: { id: webexId('PLACE', workspace.id) },
      location: { id: webexId('LOCATION', location.id), name: location.name ?? undefined },
      organization: { id: webexId('ORGANIZATION', organization.uuid), name: organization.name ?? undefined },
    };
  }
}

@Controller('api/organizations/:organizationId/phone-numbers')
@UseGuards(AuthGuard('jwt'))
class OrganizationNumbersController {
  constructor(private readonly dataSource: DataSource) {}

  @Get()
  async list(@Param('organizationId') objectId: string) {
    const organization = await this.dataSource.getRepository(Organization).findOneBy({ objectId });
    if (!organization) throw new NotFoundException();
    const assignments = await this.dataSource.getRepository(Assignment).find({
      where: { organization: { id: organization.id }, line: IsNull(), validTo: IsNull() },
      relations: { user: true, number: true },
      order: { user: { objectId: 'ASC' }, heldSince: 'ASC', listPosition: 'ASC', id: 'ASC' },
    });
    return {
      assignments: assignments.map(({ user, provider, number, isDefault, receivesCalls, label }) => ({
        userId: user!.objectId,
        userName: user!.fullName ?? undefined,
        userEmail: user!.email ?? undefined,
        provider,
        phoneNumber: number!.e164,
        isDefault,
        isInboundEnabled: receivesCalls,
        label: label ?? undefined,
      })),
    };
  }
}

const dataSource = new DataSource({
  type: 'postgres',
  entities: ORDINARY_ENTITIES,
  poolSize: +DATABASE_POOL_SIZE,
  extra: { connectionString: DATABASE_URL, keepAlive: true },
});

@Module({
  imports: [PassportModule],
  controllers: [WorkspaceNumbersController, OrganizationNumbersController],
  providers: [JwtStrategy, { provide: DataSource, useFactory: () => dataSource.initialize() }],
})
class OrdinaryModule {}

const app: INestApplication = await NestFactory.create(OrdinaryModule, new ExpressAdapter(), { logger: ['error'] });
await app.listen(0, '127.0.0.1');
console.log(JSON.stringify({ url: await app.getUrl(), msg: 'listening' }));
process.once('SIGTERM', () => process.exit());

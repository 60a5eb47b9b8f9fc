import 'reflect-metadata';
import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Public, RequiresOneOf, RequiresRole, RequiresScope } from './access.decorators.js';
import { AccessGuard } from './access.guard.js';
import { MissingRole, MissingScope, Unauthenticated } from './auth.errors.js';
import type { Role } from '../settings/roles.js';

const ADMINISTRATORS = { roles: ['full_admin', 'readonly_admin'] } as const;

class Routes {
  @Public()
  open(): void {}

  @RequiresRole('SUPERADMIN', 'full_admin')
  byRole(): void {}

  @RequiresScope('read', ADMINISTRATORS)
  byScope(): void {}

  @RequiresOneOf({ roles: ['SUPERADMIN'] }, { scopes: ['read'], ...ADMINISTRATORS })
  eitherWay(): void {}

  @RequiresOneOf({ scopes: ['a'], roles: ['location_admin'] }, { scopes: ['read'], ...ADMINISTRATORS })
  twoScopes(): void {}

  @RequiresScope(['read', 'write'], ADMINISTRATORS)
  byBothScopes(): void {}

  silent(): void {}
}

type Caller = { roles: Role[]; scopes?: string[] };

function enter(route: keyof Routes, caller?: Caller): boolean {
  const principal = caller && { roles: new Set(caller.roles), scopes: new Set(caller.scopes) };
  const context = {
    getHandler: () => Object.getOwnPropertyDescriptor(Routes.prototype, route)!.value as () => void,
    getClass: () => Routes,
    switchToHttp: () => ({ getRequest: () => ({ principal }) }),
  };
  return new AccessGuard(new Reflector()).canActivate(context as unknown as ExecutionContext);
}

const ROOT: Caller = { roles: ['SUPERADMIN'] };
const READER: Caller = { roles: ['readonly_admin'], scopes: ['read'] };

describe('AccessGuard', () => {
  it.each<[keyof Routes, Caller | undefined]>([
    ['open', undefined],
    ['open', ROOT],
    ['byRole', ROOT],
    ['byRole', { roles: ['location_admin', 'full_admin'] }],
    ['byScope', READER],
    ['byBothScopes', { ...READER, scopes: ['write', 'other', 'read'] }],
    ['eitherWay', ROOT],
    ['eitherWay', READER],
    ['eitherWay', { roles: ['SUPERADMIN', 'full_admin'] }],
    ['twoScopes', READER],
    ['twoScopes', { roles: ['location_admin'], scopes: ['a'] }],
  ])('%s: lets %j in', (route, caller) => {
    expect(enter(route, caller)).toBe(true);
  });

  const scope = (...names: string[]) => new MissingScope(names);
  const role = (...roles: Role[]) => new MissingRole(roles);

  it.each<[keyof Routes, Caller, MissingScope | MissingRole]>([
    ['byRole', { roles: ['location_admin'] }, role('SUPERADMIN', 'full_admin')],
    // The scope first: a token with it may be had by the same caller.
    ['byScope', { roles: [] }, scope('read')],
    ['byScope', { roles: ['full_admin'], scopes: ['write'] }, scope('read')],
    ['byScope', { roles: ['SUPERADMIN'], scopes: ['read'] }, role(...ADMINISTRATORS.roles)],
    // All of them: whoever lacks one learns which token would do.
    ['byBothScopes', READER, scope('read', 'write')],
    ['byBothScopes', { roles: ['full_admin'], scopes: ['write'] }, scope('read', 'write')],
    ['eitherWay', { roles: ['full_admin'] }, scope('read')],
    ['eitherWay', { roles: [] }, scope('read')],
    ['eitherWay', { roles: ['location_admin'], scopes: ['read'] }, role(...ADMINISTRATORS.roles)],
    // Told of the way of their role, not of the one that is never theirs.
    ['twoScopes', { roles: ['location_admin'], scopes: ['read'] }, scope('a')],
    ['twoScopes', { roles: ['full_admin'], scopes: ['a'] }, scope('read')],
  ])('%s: refuses %j', (route, caller, fault) => {
    expect(() => enter(route, caller)).toThrow(fault.constructor as new () => Error);
    expect(() => enter(route, caller)).toThrow(expect.objectContaining({ ...fault }));
  });

  it('refuses everybody without a caller, and whoever knocks at a route without a rule', () => {
    expect(() => enter('byRole')).toThrow(Unauthenticated);
    expect(() => enter('silent', ROOT)).toThrow('Routes.silent has no access rule');
  });
});

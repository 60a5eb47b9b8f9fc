import type { OrganizationId } from '../ids/organization-id.js';
import type { Role } from '../settings/roles.js';

/** Who calls, as a verified token says (frame, section 2, "Token"). */
export interface Principal {
  /** The token's `sub`. */
  subject: string;
  /** The token's `iss`. */
  issuer: string;
  /** The token's `jti`, where the issuer sets one. */
  tokenId?: string;
  /** The caller's own organization. */
  organization: OrganizationId;
  /** SUPERADMIN is here only when the token's organization may carry it. */
  roles: ReadonlySet<Role>;
  scopes: ReadonlySet<string>;
  /** UUIDs of the locations that a location administrator reaches. */
  locations: readonly string[];
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by JwtAuthGuard; absent on a public route. */
    principal?: Principal;
  }
}

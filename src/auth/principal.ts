import type { OrganizationId } from '../ids/organization-id.js';
import type { Role } from '../settings/roles.js';

/** The caller's organization by what the issuer calls it. */
export interface ExternalOrganization {
  issuer: string;
  externalId: string;
}

/** Who calls, as a token says, before an external organization is looked up. */
export interface TokenCaller extends Omit<Principal, 'organization'> {
  organization: OrganizationId | ExternalOrganization;
}

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
    /** Set by passport; JwtAuthGuard makes the Principal of it. */
    tokenCaller?: TokenCaller;
  }
}

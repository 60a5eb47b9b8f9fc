import { Inject, Injectable } from '@nestjs/common';
import type { OrganizationId } from '../ids/organization-id.js';
import { Unauthenticated } from './auth.errors.js';
import type { ExternalOrganization } from './principal.js';

/** Injection token of the FindAliased. */
export const FIND_ALIASED = Symbol('find aliased organization');

/** Looks into the record; undefined: no organization has this alias. */
export type FindAliased = (external: ExternalOrganization) => Promise<OrganizationId | undefined>;

/** How long an answer counts, and so how soon a change of an alias does. */
const COUNTS_FOR_MS = 1_000;
/** So many are asked for in a second at most; a new one sends the oldest away. */
const MOST_ALIASES = 10_000;

interface Answer {
  until: number;
  organization: Promise<OrganizationId | undefined>;
}

/**
 * Which organization an issuer means. An answer counts for a second: long enough that a caller who sends thousands of
 * requests costs the database one, and short enough that nobody has to be told of a change (docs/decisions/0032).
 */
@Injectable()
export class KnownAliases {
  private readonly answers = new Map<string, Answer>();

  constructor(@Inject(FIND_ALIASED) private readonly findAliased: FindAliased) {}

  /** Throws Unauthenticated where it is no alias, and what the look into the record throws. */
  async organizationOf(external: ExternalOrganization): Promise<OrganizationId> {
    const organization = await this.answerTo(external);
    if (!organization)
      throw new Unauthenticated('The organization of the token is no alias of an organization', 'alias');
    return organization;
  }

  private answerTo(external: ExternalOrganization): Promise<OrganizationId | undefined> {
    const key = JSON.stringify([external.issuer, external.externalId]);
    const known = this.answers.get(key);
    if (known && performance.now() < known.until) return known.organization;
    const organization = this.findAliased(external);
    // Taken out first, so that the oldest stand first.
    this.answers.delete(key);
    if (this.answers.size >= MOST_ALIASES) this.answers.delete(this.answers.keys().next().value!);
    this.answers.set(key, { until: performance.now() + COUNTS_FOR_MS, organization });
    // A failure is nothing to remember.
    organization.catch(() => this.answers.delete(key));
    return organization;
  }
}

import { readFileSync, statSync } from 'node:fs';
import { organizationIdFrom, type OrganizationId } from '../../ids/organization-id.js';
import { ROLES, type Role } from '../roles.js';
import { DEMO_ISSUER, keySetFaults } from '../token-issuers.js';
import { FileFaults, locatedJson, type LineFault, type LocatedJson } from './located-json.js';
import { expected, integerOf, listOf, mapOf, objectOf, oneOrMore, textOf, type Reader } from './readers.js';

const MAX_FILE_BYTES = 1024 * 1024;
const MOST_ISSUERS = 1000;
const MOST_NAMES = 1000;
const MOST_CLAIMS = 10;
const DEEPEST_CLAIM = 5;

/** Names of claims from the outside in: `['realm_access', 'roles']`. `*` is the only member of an object, whatever its name. */
export type ClaimPath = readonly string[];

/** Words that claims hold, such as roles, and which of ours each stands for; without names they are ours. */
export interface ClaimWords<Word extends string> {
  claims?: readonly ClaimPath[];
  names?: ReadonlyMap<string, readonly Word[]>;
}

/** In `issuer`, where the id of a tenant stands: what its tokens say in the claim `tid`. */
export const TENANT = '{tid}';

/** What the file says of one issuer; what it leaves out is as for the issuer of the variables. */
export interface IssuerSettings {
  issuer: string;
  keySet: URL;
  audience: readonly string[];
  audienceClaim?: ClaimPath;
  organization?: { claim?: ClaimPath; is?: 'id' | 'alias'; always?: OrganizationId };
  roles?: ClaimWords<Role> & { default?: readonly Role[] };
  scopes?: ClaimWords<string>;
  locations?: { claim: ClaimPath };
  types?: readonly TokenType[];
  longestAgeSeconds?: number;
  /** As its tokens name them: by an id, or where these are aliases by a text. */
  superadminOrganizations?: readonly (OrganizationId | string)[];
}

/** What the header of a token may say in `typ`, in lower case because media types ignore it; `none`: nothing at all. */
export const TOKEN_TYPES = ['at+jwt', 'application/at+jwt', 'jwt', 'none'] as const;
export type TokenType = (typeof TOKEN_TYPES)[number];

const IDENTIFIER = /^[^\p{Cc}\p{Zl}\p{Zp}]{1,255}$/u;
// It goes out in a header where the claim is missing: printable, and without the marks that end a quoted text.
const CLAIM_NAME = /^[\x20\x21\x23-\x5b\x5d-\x7e]{1,128}$/;
const WORD = /^[\x21\x23-\x5b\x5d-\x7e]{1,128}$/;
const WORD_OF_OTHERS = /^[^\p{Cc}\p{Zl}\p{Zp}]{1,128}$/u;

const matching = (pattern: RegExp) => (text: string) => (pattern.test(text) ? text : undefined);

const identifier = textOf('a text of 1 to 255 characters', matching(IDENTIFIER));
const claimName = textOf('the name of a claim, in printable ASCII', matching(CLAIM_NAME));
const claimNames = listOf(claimName, DEEPEST_CLAIM);
const organizationId = textOf('an organization id, in any spelling', organizationIdFrom);
const role = textOf(`one of ${ROLES.join(', ')}`, (text) => ROLES.find((one) => one === text));
const scope = textOf('a scope: a word of printable ASCII', matching(WORD));
const tokenType = textOf('one of at+jwt, application/at+jwt, JWT, none', (text) =>
  TOKEN_TYPES.find((one) => one === text.toLowerCase()),
);

const claimPath: Reader<ClaimPath> = (json) => (Array.isArray(json.value) ? claimNames(json) : [claimName(json)]);

const keySet: Reader<URL> = (json) => {
  const url = textOf('a URL', (text) => (URL.canParse(text) ? new URL(text) : undefined))(json);
  const faults = keySetFaults(url);
  if (faults.length) throw new FileFaults(faults.map((text) => ({ line: json.line, text })));
  return url;
};

const issuerName: Reader<string> = (json) => {
  const issuer = identifier(json);
  if (issuer === DEMO_ISSUER) throw new FileFaults([{ line: json.line, text: `${issuer} is the demo's own issuer` }]);
  return issuer;
};

const organizationMembers = objectOf<NonNullable<IssuerSettings['organization']>>({
  claim: claimPath,
  is: textOf('one of id, alias', (text) => (['id', 'alias'] as const).find((one) => one === text)),
  always: organizationId,
});

const organization: Reader<NonNullable<IssuerSettings['organization']>> = (json) => {
  const read = organizationMembers(json);
  if ((read.claim === undefined) === (read.always === undefined)) throw expected(json, 'either claim or always');
  if (read.is && read.always) throw expected(json, 'is together with claim only');
  return read;
};

// Everybody of an issuer: that is nobody's way across tenants.
const defaultRole = textOf('a role other than SUPERADMIN', (text) =>
  ROLES.find((one) => one === text && one !== 'SUPERADMIN'),
);

const claims = listOf(claimPath, MOST_CLAIMS);

/** All members; those of `superadminOrganizations` as this issuer names organizations. */
const issuerNaming = (superadminOrganization: Reader<OrganizationId | string>) =>
  objectOf<IssuerSettings>(
    {
      issuer: issuerName,
      keySet,
      audience: oneOrMore(identifier, MOST_CLAIMS),
      audienceClaim: claimPath,
      organization,
      roles: objectOf<NonNullable<IssuerSettings['roles']>>({
        claims,
        names: namesOf(role, ROLES.length),
        default: oneOrMore(defaultRole, ROLES.length),
      }),
      scopes: objectOf<NonNullable<IssuerSettings['scopes']>>({ claims, names: namesOf(scope, MOST_NAMES) }),
      locations: objectOf<NonNullable<IssuerSettings['locations']>>({ claim: claimPath }, 'claim'),
      types: listOf(tokenType, TOKEN_TYPES.length),
      longestAgeSeconds: integerOf(60, 31_536_000),
      superadminOrganizations: listOf(superadminOrganization, MOST_NAMES),
    },
    'issuer',
    'keySet',
    'audience',
  );
const issuerWithIds = issuerNaming(organizationId);
const issuerWithAliases = issuerNaming(identifier);

const issuer: Reader<IssuerSettings> = (json) => {
  const isAlias = memberOf(memberOf(json, 'organization'), 'is')?.value === 'alias';
  const read = (isAlias ? issuerWithAliases : issuerWithIds)(json);
  // Everybody can have a tenant: only those that the operator has named may come in.
  if (read.issuer.includes(TENANT) && !isAlias) {
    throw new FileFaults([
      { line: memberOf(json, 'issuer')!.line, text: `issuer: with ${TENANT} expected organizations by alias` },
    ]);
  }
  return read;
};

const memberOf = (json: LocatedJson | undefined, name: string): LocatedJson | undefined =>
  json?.value instanceof Map ? json.value.get(name) : undefined;

function namesOf<Word extends string>(word: Reader<Word>, most: number): Reader<ReadonlyMap<string, readonly Word[]>> {
  const names = mapOf(oneOrMore(word, most), MOST_NAMES);
  return (json) => {
    const read = names(json);
    if (![...read.keys()].every((name) => WORD_OF_OTHERS.test(name))) {
      throw expected(json, 'names of 1 to 128 characters');
    }
    return read;
  };
}

/** Reads the file of AUTH_ISSUERS_FILE. Throws FileFaults with all of them, or an Error when there is no such file. */
export function issuersFile(path: string): readonly IssuerSettings[] {
  const json = locatedJson(contentOf(path));
  const issuers = listOf(issuer, MOST_ISSUERS)(json);
  const twice = repeated(json);
  if (twice.length) throw new FileFaults(twice);
  return issuers;
}

function contentOf(path: string): string {
  try {
    if (statSync(path).size > MAX_FILE_BYTES) throw new Error(`a file of at most ${MAX_FILE_BYTES} bytes`);
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') throw new Error('a file in UTF-8');
    throw code ? new Error(`a file that can be read (${code})`) : new Error(message);
  }
}

/** Which of two would count cannot be said. */
function repeated({ value: issuers }: LocatedJson): LineFault[] {
  const seen = new Set<unknown>();
  return (issuers as LocatedJson[]).flatMap(({ value }) => {
    const { line, value: name } = (value as Map<string, LocatedJson>).get('issuer')!;
    if (seen.has(name)) return [{ line, text: 'issuer: this one is in the file already' }];
    seen.add(name);
    return [];
  });
}

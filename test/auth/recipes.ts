import { readFileSync } from 'node:fs';
import { compact, keys, signatureOf } from './token-kit.js';

/** An issuer as AUTH_ISSUERS_FILE has it. */
export interface WrittenIssuer extends Record<string, unknown> {
  issuer: string;
  keySet: string;
  audience: string;
  audienceClaim?: string;
  organization?: { claim?: string | string[]; is?: 'id' | 'alias'; always?: string };
  roles?: WrittenWords;
  scopes?: WrittenWords;
  types?: string[];
}

interface WrittenWords {
  claims?: (string | string[])[];
  names?: Record<string, string>;
}

/** Header and claims of a token, without its times. */
export interface WrittenToken {
  header: Record<string, unknown>;
  claims: Record<string, unknown>;
}

export interface Recipe {
  title: string;
  issuers: WrittenIssuer[];
  /** Commands, without `npx linebook`. */
  commands: string[][];
  before: WrittenToken[];
  after: WrittenToken[];
}

const PAGE = readFileSync('docs/identity-providers.md', 'utf8');

/** Of each section of the page that has settings: these, and the tokens before and after. */
export function recipes(): Recipe[] {
  return PAGE.split(/^## /m)
    .slice(1)
    .map(recipeOf)
    .filter(({ issuers }) => issuers.length);
}

function recipeOf(section: string): Recipe {
  const blocks = [...section.matchAll(/```json\n(.*?)```/gs)].map(({ index, 1: json }) => ({
    when: section.slice(0, index).trimEnd().split('\n').at(-1)!,
    content: JSON.parse(json!) as unknown,
  }));
  const tokens = (when: string) =>
    blocks.filter((block) => block.when.startsWith(when)).map(({ content }) => content as WrittenToken);
  return {
    title: section.split('\n')[0]!,
    issuers: blocks.flatMap(({ content }) => (Array.isArray(content) ? (content as WrittenIssuer[]) : [])),
    commands: [...section.matchAll(/^ *npx linebook (.*)$/gm)].map(([, line]) => line!.split(' ')),
    before: tokens('Before'),
    after: tokens('After'),
  };
}

/** A token of now, signed with the key that the page calls k1, or with another one. */
export function signedAs(
  { header, claims }: WrittenToken,
  changed: Record<string, unknown> = {},
  key = keys.rsa.privateKey,
): string {
  const now = Math.floor(Date.now() / 1000);
  const { exp, iat } = claims as { exp?: number; iat?: number };
  const times = { iat: now - 60, exp: now - 60 + (exp && iat ? exp - iat : 3600) };
  const { nbf: _, auth_time: __, ...rest } = claims;
  return compact(header, { ...rest, ...times, ...changed }, (text) => signatureOf('RS256', text, key));
}

/** The same issuer without each of the members that it could leave out, and under another name. */
export function withoutEach(issuer: WrittenIssuer): { member: string; variant: WrittenIssuer }[] {
  return (
    Object.keys(issuer)
      .filter((member) => !['issuer', 'keySet', 'audience'].includes(member))
      // With {tid} the start would refuse that.
      .filter((member) => member !== 'organization' || !issuer.issuer.includes('{tid}'))
      .map((member) => {
        const { [member]: _, ...rest } = issuer;
        return {
          member,
          variant: { ...(rest as WrittenIssuer), issuer: issuer.issuer.replace(/\/?$/, `/without-${member}`) },
        };
      })
  );
}

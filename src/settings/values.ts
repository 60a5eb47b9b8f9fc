import { isIP } from 'node:net';
import { organizationIdFrom, type OrganizationId } from '../ids/organization-id.js';

// How the text of a variable becomes a value. Each throws an Error whose message says what is expected.

export function text(value: string): string {
  return value;
}

export function integer(least: number, most: number): (value: string) => number {
  return (value) => {
    const number = /^\d{1,10}$/.test(value) ? Number(value) : NaN;
    if (!(number >= least && number <= most)) throw new Error(`a whole number from ${least} to ${most}`);
    return number;
  };
}

/** Above 0, at most 1. */
export function fraction(value: string): number {
  const number = /^\d(\.\d{1,3})?$/.test(value) ? Number(value) : NaN;
  if (!(number > 0 && number <= 1)) throw new Error('a number above 0, at most 1');
  return number;
}

export function oneOf<const T extends string>(...values: T[]): (value: string) => T {
  return (value) => {
    const found = values.find((candidate) => candidate === value);
    if (!found) throw new Error(`one of ${values.join(', ')}`);
    return found;
  };
}

export function organizationIds(value: string): OrganizationId[] {
  return listed(value).map((word) => {
    const id = organizationIdFrom(word);
    if (!id) throw new Error('organization ids, separated by commas');
    return id;
  });
}

/** Addresses and networks as `192.0.2.0/24`. Not all addresses: a /0 would believe anybody. */
export function networks(value: string): string[] {
  return listed(value).map((word) => {
    const [, address = '', prefix] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(word) ?? [];
    const bits = { 4: 32, 6: 128 }[isIP(address)];
    const isOne = bits && !address.includes('%') && (prefix === undefined || (+prefix >= 1 && +prefix <= bits));
    if (!isOne) throw new Error('addresses or networks such as 192.0.2.0/24, separated by commas');
    return word;
  });
}

export function postgresUrl(value: string): string {
  if (!/^postgres(ql)?:\/\//.test(value)) throw new Error('a URL that starts with postgresql://');
  return value;
}

export function origin(value: string): URL {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const isOrigin = url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
  if (!isOrigin) throw new Error('an origin, for example https://numbers.example');
  return url;
}

export function absoluteUrl(value: string): URL {
  if (!URL.canParse(value)) throw new Error('a URL');
  return new URL(value);
}

function listed(value: string): string[] {
  return value.split(/[\s,]+/).filter(Boolean);
}

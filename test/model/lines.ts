import type { Provider } from './calls.js';

/** What somebody shall have: a number at a provider, or a line in their location. */
export interface WantedLine {
  organization: string;
  /** objectId of a user, or UUID of the workspace. */
  userId: string;
  /** Null: an extension alone. */
  number: string | null;
  /** Null: a calling line. */
  provider: Provider | null;
  line: 'primary' | 'alternate' | null;
  extension: string | null;
  isDefault: boolean;
  isInboundEnabled: boolean;
  label: string | null;
  /** Undefined: as it was, else 0. */
  listPosition?: number;
  /** The part of the request that asks for it. */
  place?: string;
}

/** The call that opened a line, as the directory prints it. */
export interface OpenedBy {
  subject: string;
  /** ISO 8601. */
  at: string;
  trackingId: string;
  action: string;
}

/** What somebody has or had; instants are milliseconds since 1970. Never changed in place, so that copies may share it. */
export interface Line extends WantedLine {
  /** In the order in which lines came to be. */
  id: number;
  listPosition: number;
  heldSince: number;
  from: number;
  /** The first instant after it. */
  to?: number;
  openedBy: OpenedBy;
}

export type ProviderLine = Line & { provider: Provider; number: string };
export const isProviderLine = (line: Line): line is ProviderLine => line.provider !== null;

export type Effect =
  | { effect: 'open' | 'edit' | 'keep'; wanted: WantedLine; replaced?: Line }
  | { effect: 'release'; replaced: Line; wanted?: undefined };

/** What has to happen so that the wanted lines stand in the place of the replaced ones. */
export function effectsOf(wanted: readonly WantedLine[], replaced: readonly Line[]): Effect[] {
  const kept = wanted.map((line): Effect => {
    const before = replaced.find((one) => isSame(one, line));
    return { effect: !before ? 'open' : isEqual(before, line) ? 'keep' : 'edit', wanted: line, replaced: before };
  });
  const gone = replaced.filter((line) => !wanted.some((one) => isSame(one, line)));
  return [...kept, ...gone.map((line): Effect => ({ effect: 'release', replaced: line }))];
}

/** The same line, as long as holder, provider and number are; without a number its extension. */
const isSame = (a: WantedLine, b: WantedLine): boolean =>
  a.userId === b.userId &&
  a.provider === b.provider &&
  a.number === b.number &&
  (a.number !== null || a.extension === b.extension);

const isEqual = (a: WantedLine, b: WantedLine): boolean =>
  a.isDefault === b.isDefault &&
  a.isInboundEnabled === b.isInboundEnabled &&
  a.label === b.label &&
  a.line === b.line &&
  a.extension === b.extension;

export const changes = (effects: readonly Effect[]): boolean => effects.some(({ effect }) => effect !== 'keep');

/** A line of a user at a provider. */
export function providerLine(
  line: Pick<WantedLine, 'organization' | 'userId' | 'number' | 'provider'> & Partial<WantedLine>,
): WantedLine {
  const other = { isDefault: false, isInboundEnabled: true, label: null, line: null, extension: null };
  return { ...other, ...line };
}

/** A line in a location. */
export function callingLine(
  line: Pick<WantedLine, 'organization' | 'userId' | 'number' | 'line' | 'extension'> & Partial<WantedLine>,
): WantedLine {
  return { isDefault: false, isInboundEnabled: true, label: null, provider: null, ...line };
}

/** A holder whose number ends in one line and begins in another has had it since before. */
export function heldBefore({ userId, number }: WantedLine, effects: readonly Effect[]): number | undefined {
  if (number === null) return undefined;
  const before = effects.flatMap(({ effect, replaced }) =>
    effect === 'release' && replaced.userId === userId && replaced.number === number ? [replaced.heldSince] : [],
  );
  return before.length ? Math.min(...before) : undefined;
}

export const isIn = ({ from, to }: Line, at: number): boolean => from <= at && (to === undefined || at < to);

/** As they came to be held. */
export const bySince = (a: Line, b: Line): number =>
  a.heldSince - b.heldSince || a.listPosition - b.listPosition || a.id - b.id;

/** Those that receive calls first. */
export const receivingFirst = (a: Line, b: Line): number =>
  Number(b.isInboundEnabled) - Number(a.isInboundEnabled) || bySince(a, b);

/** The primary first. */
export const primaryFirst = (a: Line, b: Line): number =>
  Number(b.line === 'primary') - Number(a.line === 'primary') || bySince(a, b);

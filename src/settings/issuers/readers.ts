import { FileFaults, type LineFault, type LocatedJson } from './located-json.js';

// How values of the file become settings. Each throws FileFaults; none of them repeats a value.

export type Reader<T> = (json: LocatedJson) => T;

export const expected = ({ line }: LocatedJson, what: string): FileFaults =>
  new FileFaults([{ line, text: `expected ${what}` }]);

/** A text that `parse` understands; `what` is expected. */
export function textOf<T>(what: string, parse: (text: string) => T | undefined): Reader<T> {
  return (json) => {
    const parsed = typeof json.value === 'string' ? parse(json.value) : undefined;
    if (parsed === undefined) throw expected(json, what);
    return parsed;
  };
}

export function integerOf(least: number, most: number): Reader<number> {
  return (json) => {
    const { value } = json;
    const isOne = typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
    if (!isOne) throw expected(json, `a whole number from ${least} to ${most}`);
    return value;
  };
}

/** A list of at least one. */
export function listOf<T>(item: Reader<T>, most: number): Reader<T[]> {
  return (json) => {
    const { value } = json;
    if (!Array.isArray(value) || value.length < 1 || value.length > most) {
      throw expected(json, `a list of 1 to ${most}`);
    }
    return all(value.map((one) => () => item(one)));
  };
}

/** One, or a list of them. */
export function oneOrMore<T>(item: Reader<T>, most: number): Reader<T[]> {
  const list = listOf(item, most);
  return (json) => (Array.isArray(json.value) ? list(json) : [item(json)]);
}

/** An object of names that the operator chooses. */
export function mapOf<T>(item: Reader<T>, most: number): Reader<ReadonlyMap<string, T>> {
  return (json) => {
    const { value } = json;
    if (!(value instanceof Map) || value.size < 1 || value.size > most) {
      throw expected(json, `an object of 1 to ${most} members`);
    }
    return new Map(
      all(
        [...value].map(
          ([name, one]) =>
            () =>
              [name, item(one)] as const,
        ),
      ),
    );
  };
}

type Readers<T> = { [K in keyof T]-?: Reader<Exclude<T[K], undefined>> };

/** An object of these members and no others; `required` ones must be there. All faults of all members are found. */
export function objectOf<T extends object>(readers: Readers<T>, ...required: (keyof T & string)[]): Reader<T> {
  const known = Object.keys(readers);
  return (json) => {
    const { line, value } = json;
    if (!(value instanceof Map)) throw expected(json, `an object of ${known.join(', ')}`);
    const faults: LineFault[] = required
      .filter((name) => !value.has(name))
      .map((name) => ({ line, text: `${name}: set it` }));
    const read: Record<string, unknown> = {};
    for (const [name, member] of value) {
      const reader = (readers as Record<string, Reader<unknown>>)[known.find((one) => one === name) ?? ''];
      if (!reader) faults.push({ line: member.line, text: `unknown member; known are ${known.join(', ')}` });
      else read[name] = collecting(faults, name, () => reader(member));
    }
    if (faults.length) throw new FileFaults(faults);
    return read as T;
  };
}

/** The values of all readings. Throws FileFaults with those of each. */
function all<T>(readings: (() => T)[]): T[] {
  const faults: LineFault[] = [];
  const values = readings.map((reading) => collecting(faults, '', reading));
  if (faults.length) throw new FileFaults(faults);
  return values as T[];
}

function collecting<T>(faults: LineFault[], name: string, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof FileFaults)) throw error;
    faults.push(...error.faults.map(({ line, text }) => ({ line, text: named(name, text) })));
    return undefined;
  }
}

/** `roles.claims: expected …`: where it is, from the outside in. */
function named(name: string, text: string): string {
  if (!name) return text;
  return /^\w+(\.\w+)*: /.test(text) ? `${name}.${text}` : `${name}: ${text}`;
}

/** Values by the names that they have in a statement. */
export type NamedValues = Readonly<Record<string, unknown>>;

const NAME = /(?<![:\w]):([a-z]\w*)/gi;

/**
 * A statement with `:name` for each value, as one with `$n` from `first` on, and the names in that order: statements put
 * together of the same parts need not number them. A name is cast where it stands first.
 */
export function numberedValues(text: string, first: number): { text: string; names: readonly string[] } {
  const names: string[] = [];
  const numbered = text.replaceAll(NAME, (_, value: string) => {
    if (!names.includes(value)) names.push(value);
    return `$${first + names.indexOf(value)}`;
  });
  return { text: numbered, names };
}

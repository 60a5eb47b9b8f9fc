// Of JSON text what tells its members: strings, with the colon that makes them names, and brackets.
const NAME_OR_BRACKET = /"(?:[^"\\]|\\.)*"(?:[ \t\r\n]*:)?|[{}]/g;

/** The first name that stands twice in one object of a JSON text; undefined: none. The text has to be well-formed. */
export function repeatedNameIn(text: string): string | undefined {
  // Of the objects that are open. Most have few members or none: only those with a name need a set.
  const objects: (Set<string> | undefined)[] = [];
  for (const [token] of text.matchAll(NAME_OR_BRACKET)) {
    if (token === '{') objects.push(undefined);
    else if (token === '}') objects.pop();
    else if (token.endsWith(':')) {
      const name = nameOf(token);
      const names = (objects[objects.length - 1] ??= new Set());
      if (names.has(name)) return name;
      names.add(name);
    }
  }
  return undefined;
}

/** One name can be written in several ways. */
function nameOf(token: string): string {
  const written = token.slice(0, token.lastIndexOf('"') + 1);
  return written.includes('\\') ? (JSON.parse(written) as string) : written.slice(1, -1);
}

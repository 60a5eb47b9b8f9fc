import ts from 'typescript';

/** A condition on whose something is, in the SQL of a source. */
export interface Predicate {
  /** Of the source, and of the build below dist. */
  source: string;
  built: string;
  line: number;
  text: string;
  /** Which one of those that read the same in the file, from 0. */
  nth: number;
  /** The build's text without it. */
  removedFrom(build: string): string;
}

// What a statement compares: a column, a parameter, or an expression of TypeScript that makes SQL.
const COLUMN = String.raw`(?<![\w.])(?:[a-z_]\w*\.|\$\{[^{}]*\}\.)?`;
const VALUE = String.raw`(?:\$\{(?:[^{}]|\{[^{}]*\})*\}(?:\.\w+)?|\$\d+(?:::\w+(?:\[\])?)?|[a-z_]\w*(?:\.\w+)?)`;
const EQUALS = ' (?:=|IS NOT DISTINCT FROM) ';
/** Says whom a row is refused for: without it nobody is. */
const REFUSES = String.raw`\w*organization_id IS NOT NULL AND \w*organization_id IS DISTINCT FROM \w*organization_id`;
const PREDICATES = [
  // Of an organization.
  `${COLUMN}organization_id${EQUALS}${VALUE}`,
  REFUSES,
  String.raw`(?:[a-z]\.)?uuid = \$\d::uuid OR (?:[a-z]\.)?object_id = \$\d`,
  String.raw`(?<!\w)(?:t\.id = c\.id|c\.id = \$\{organization\})`,
  // Of a partnership.
  String.raw`(?<!\w)p\.(?:customer_id|partner_id) = ${VALUE}`,
  String.raw`p\.revoked_at IS NULL`,
  String.raw`\(p\.expires_at IS NULL OR p\.expires_at > clock_timestamp\(\)\)`,
  String.raw`\(p\.access = 'full' OR NOT \$\d::boolean\)`,
  String.raw`\$\d::boolean(?= AND EXISTS)`,
  // Of a location.
  String.raw`\(\$\d::uuid\[\] IS NULL OR [^\n]*?\(\$\d::uuid\[\]\)(?:, false\))?\)`,
  `${COLUMN}location_id${EQUALS}${VALUE}`,
  // Of either, by a function that makes SQL.
  String.raw`\$\{reads\w*\((?:[^(){}]|\([^(){}]*\)|\$\{[^{}]*\})*\)\}`,
  String.raw`array_position\(ARRAY\(SELECT id FROM seen_organizations\), \$\{row\}\.organization_id\) IS NOT NULL`,
  String.raw`n\.in_reach(?= (?:AND|OR|THEN))`,
];
const PREDICATE = new RegExp(PREDICATES.map((one) => `(?:${one})`).join('|'), 'g');

interface Files {
  source: string;
  inSource: string;
  built: string;
  inBuild: string;
}

/** The predicates of a source and its build, which have the same texts in the same order. Throws where they have not. */
export function predicatesOf({ source, inSource, built, inBuild }: Files): Predicate[] {
  const [ofSource, ofBuild] = [found(source, inSource), found(built, inBuild)];
  if (ofSource.map(({ text }) => text).join('\n') !== ofBuild.map(({ text }) => text).join('\n')) {
    throw new Error(`${source} and its build do not say the same`);
  }
  return ofSource.map(({ text, at }, i) => {
    const { at: start } = ofBuild[i]!;
    const without = new RegExp(REFUSES).test(text) ? 'false' : 'true';
    return {
      source,
      built,
      text,
      line: inSource.slice(0, at).split('\n').length,
      nth: ofSource.slice(0, i).filter((one) => one.text === text).length,
      removedFrom: (build) => build.slice(0, start) + without + build.slice(start + text.length),
    };
  });
}

/** In the texts of the program: a comment may quote SQL, too. */
function found(name: string, code: string): { text: string; at: number }[] {
  const file = ts.createSourceFile(name, code, ts.ScriptTarget.Latest, true);
  const texts: { text: string; at: number }[] = [];
  const visit = (node: ts.Node): void => {
    if (!ts.isStringLiteralLike(node) && !ts.isTemplateExpression(node)) return ts.forEachChild(node, visit);
    const start = node.getStart(file);
    const literal = node.getText(file);
    for (const match of literal.matchAll(PREDICATE)) texts.push({ text: match[0], at: start + match.index });
  };
  visit(file);
  return texts;
}

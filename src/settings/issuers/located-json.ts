/** A JSON value, and the line of the text that it begins on. */
export interface LocatedJson {
  line: number;
  value: string | number | boolean | null | LocatedJson[] | Map<string, LocatedJson>;
}

/** What is wrong on a line. */
export interface LineFault {
  line: number;
  text: string;
}

/** A file that cannot be used; `faults` are all that were found, in the order of the lines. */
export class FileFaults extends Error {
  readonly faults: readonly LineFault[];

  constructor(faults: readonly LineFault[]) {
    super('the file has faults');
    this.faults = faults.toSorted((a, b) => a.line - b.line);
  }
}

const MAX_DEPTH = 8;
// A string, a number or a word, or a mark; what else there is, is no JSON.
const TOKEN = /("(?:[^"\\\p{Cc}]|\\.)*"|-?\d[\d.eE+-]*|true|false|null)|([{}[\],:])/uy;
const BLANKS = /[ \t\r\n]*/y;

/**
 * Parses JSON (RFC 8259) so that each value knows its line, which JSON.parse does not tell. Two members of one name are
 * a fault: readers of JSON disagree about which one counts. Throws FileFaults, at the first fault.
 */
export function locatedJson(text: string): LocatedJson {
  return new JsonText(text).whole();
}

class JsonText {
  private at = 0;
  private line = 1;

  constructor(private readonly text: string) {}

  whole(): LocatedJson {
    const value = this.value(0);
    if (this.peek() !== undefined) throw this.fault('expected the end of the file');
    return value;
  }

  private value(depth: number): LocatedJson {
    if (depth > MAX_DEPTH) throw this.fault(`expected at most ${MAX_DEPTH} levels`);
    const token = this.peek();
    const { line } = this;
    if (token === '{') return { line, value: this.object(depth) };
    if (token === '[') return { line, value: this.array(depth) };
    if (token === undefined || /^[}\],:]$/.test(token)) throw this.fault('expected a value');
    this.take();
    return { line, value: this.scalar(token) };
  }

  private object(depth: number): Map<string, LocatedJson> {
    const members = new Map<string, LocatedJson>();
    this.take();
    if (this.takes('}')) return members;
    do {
      const token = this.peek();
      if (!token?.startsWith('"')) throw this.fault('expected the name of a member, in double quotes');
      const name = this.scalar(token) as string;
      if (members.has(name)) throw this.fault('this member is there twice');
      this.take();
      if (!this.takes(':')) throw this.fault('expected a colon');
      members.set(name, this.value(depth + 1));
    } while (this.takes(','));
    if (!this.takes('}')) throw this.fault('expected a comma or a closing brace');
    return members;
  }

  private array(depth: number): LocatedJson[] {
    const items: LocatedJson[] = [];
    this.take();
    if (this.takes(']')) return items;
    do items.push(this.value(depth + 1));
    while (this.takes(','));
    if (!this.takes(']')) throw this.fault('expected a comma or a closing bracket');
    return items;
  }

  private scalar(token: string): string | number | boolean | null {
    try {
      return JSON.parse(token) as string | number | boolean | null;
    } catch {
      throw this.fault('expected valid JSON');
    }
  }

  private takes(mark: string): boolean {
    return this.peek() === mark && this.take();
  }

  private take(): true {
    this.at += this.peek()!.length;
    return true;
  }

  /** The next token, which stays; undefined at the end. */
  private peek(): string | undefined {
    BLANKS.lastIndex = this.at;
    const blanks = BLANKS.exec(this.text)![0];
    this.line += blanks.split('\n').length - 1;
    this.at += blanks.length;
    if (this.at === this.text.length) return undefined;
    TOKEN.lastIndex = this.at;
    const token = TOKEN.exec(this.text)?.[0];
    if (token === undefined) throw this.fault('expected valid JSON');
    return token;
  }

  private fault(text: string): FileFaults {
    return new FileFaults([{ line: this.line, text }]);
  }
}

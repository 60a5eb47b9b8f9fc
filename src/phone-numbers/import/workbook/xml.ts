import sax, { type SAXOptions } from 'sax';
import { BadWorkbook } from './workbook.errors.js';

// No part of a workbook nests so deep, or has so many attributes in one element.
const DEEPEST = 100;
const MOST_ATTRIBUTES = 200;
const BROKEN = 'the workbook is broken: a part of it is not XML as workbooks have it; save it again';

// The types lack `strictEntities`: the five entities of XML, and none of HTML.
const OPTIONS: SAXOptions & { strictEntities: boolean } = { strictEntities: true, position: false };

/** Hears of the elements of a document, by their names without prefix. Long text comes in parts. */
export interface XmlHandler {
  opened(name: string, attributes: Record<string, string>): void;
  text?(text: string): void;
  closed?(name: string): void;
}

/**
 * Reads an XML document as it comes, holding no more than an element's beginning. Documents with a DOCTYPE are refused, so
 * there are no entities that grow. Throws BadWorkbook.
 */
export class XmlReader {
  private readonly parser = sax.parser(true, OPTIONS);
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private depth = 0;
  private attributes = 0;

  constructor(handler: XmlHandler) {
    const { parser } = this;
    const fail = (): never => {
      throw new BadWorkbook(BROKEN);
    };
    parser.onerror = fail;
    parser.ondoctype = fail;
    parser.onattribute = () => {
      if (++this.attributes > MOST_ATTRIBUTES) fail();
    };
    parser.onopentag = ({ name, attributes }) => {
      this.attributes = 0;
      if (++this.depth > DEEPEST) fail();
      handler.opened(localName(name), attributes as Record<string, string>);
    };
    parser.ontext = parser.oncdata = (text) => handler.text?.(text);
    parser.onclosetag = (name) => {
      this.depth--;
      handler.closed?.(localName(name));
    };
  }

  write(chunk: Uint8Array): void {
    this.parser.write(this.decoded(chunk));
  }

  end(): void {
    this.parser.write(this.decoded()).close();
  }

  private decoded(chunk?: Uint8Array): string {
    try {
      return this.decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      throw new BadWorkbook(BROKEN);
    }
  }
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Reads a document to its end. */
export async function readXml(chunks: AsyncIterable<Uint8Array>, handler: XmlHandler): Promise<void> {
  const reader = new XmlReader(handler);
  let isEmpty = true;
  for await (const chunk of chunks) {
    isEmpty = false;
    reader.write(chunk);
  }
  if (!isEmpty) reader.end();
}

const ESCAPE = /_x([0-9A-Fa-f]{4})_/g;

/** The text of a cell, in which characters that XML has not are written `_x000D_`. */
export const unescaped = (text: string): string =>
  text.includes('_x') ? text.replace(ESCAPE, (_, code: string) => String.fromCharCode(parseInt(code, 16))) : text;

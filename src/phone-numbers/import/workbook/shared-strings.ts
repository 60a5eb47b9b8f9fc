import { WorkbookTooLarge } from './workbook.errors.js';
import { unescaped, type XmlHandler } from './xml.js';

const BLOCK_BYTES = 1024 * 1024;
const MOST_BLOCKS = 256;
const LONGEST_TEXT = 65_536;

/**
 * The texts that a workbook's cells share, by number. They stay in memory as UTF-8, end to end, so that a million of them
 * take little more than their bytes; at most 256 MiB.
 */
export class SharedStrings implements XmlHandler {
  private readonly blocks: Buffer[] = [];
  /** Where each text begins and how long it is: block, offset, bytes. */
  private places = new Uint32Array(3 * 1024);
  private count = 0;
  private used = BLOCK_BYTES;
  private text_ = '';
  private isText = false;
  private phonetic = 0;

  at(index: number): string | undefined {
    if (!(index >= 0 && index < this.count)) return undefined;
    const [block, offset, bytes] = this.places.subarray(3 * index, 3 * index + 3);
    return this.blocks[block!]!.toString('utf8', offset, offset! + bytes!);
  }

  opened(name: string): void {
    if (name === 'si') this.text_ = '';
    else if (name === 'rPh') this.phonetic++;
    else if (name === 't') this.isText = !this.phonetic;
  }

  text(text: string): void {
    if (!this.isText) return;
    this.text_ += text;
    if (this.text_.length > LONGEST_TEXT) throw new WorkbookTooLarge('a cell is longer than 65536 characters');
  }

  closed(name: string): void {
    if (name === 't') this.isText = false;
    else if (name === 'rPh') this.phonetic--;
    else if (name === 'si') this.add(unescaped(this.text_));
  }

  private add(text: string): void {
    const bytes = Buffer.byteLength(text);
    if (this.used + bytes > BLOCK_BYTES) {
      if (this.blocks.length >= MOST_BLOCKS) throw new WorkbookTooLarge('the workbook has more than 256 MiB of text');
      this.blocks.push(Buffer.allocUnsafe(BLOCK_BYTES));
      this.used = 0;
    }
    if (3 * this.count === this.places.length) {
      const more = new Uint32Array(2 * this.places.length);
      more.set(this.places);
      this.places = more;
    }
    const block = this.blocks.length - 1;
    this.blocks[block]!.write(text, this.used);
    this.places.set([block, this.used, bytes], 3 * this.count++);
    this.used += bytes;
  }
}

const REDRAWN_EVERY_MS = 200;
const BAR_WIDTH = 24;

/** How far an import is, as one line of a terminal that is drawn over itself; silent where there is none. */
export class ImportProgress {
  private name = '';
  private size?: number;
  private bytes = 0;
  private rows = 0;
  private drawnAt = 0;
  private isDrawn = false;
  private readonly startedAt = Date.now();

  constructor(private readonly terminal: NodeJS.WriteStream) {}

  /** A file begins; its size in bytes where it is known. */
  begin(name: string, size: number | undefined): void {
    [this.name, this.size, this.bytes] = [name, size, 0];
  }

  /** So many bytes more were read. */
  passed(bytes: number): void {
    this.bytes += bytes;
    this.draw();
  }

  row(): void {
    this.rows++;
  }

  /** Takes the line away, so that another one can be written. */
  clear(): void {
    if (this.isDrawn) this.terminal.write('\r\x1b[K');
    this.isDrawn = false;
  }

  private draw(): void {
    const now = Date.now();
    if (!this.terminal.isTTY || now - this.drawnAt < REDRAWN_EVERY_MS) return;
    this.drawnAt = now;
    this.isDrawn = true;
    const perSecond = Math.round((this.rows * 1000) / (now - this.startedAt || 1));
    const line = `${this.name}: ${this.share()} ${this.rows} rows, ${perSecond}/s`;
    this.terminal.write(`\r${line.slice(0, this.terminal.columns - 1)}\x1b[K`);
  }

  private share(): string {
    if (!this.size) return `${Math.round(this.bytes / 1024)} KiB`;
    const share = Math.min(1, this.bytes / this.size);
    const full = Math.round(share * BAR_WIDTH);
    const done = this.bytes >= this.size ? 'checking and writing' : `${Math.floor(share * 100)} %`;
    return `[${'#'.repeat(full)}${'.'.repeat(BAR_WIDTH - full)}] ${done}`;
  }
}

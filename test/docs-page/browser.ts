import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { chromium, type Page } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
// Without these it asks for updates, and more, on the internet; the last one lets it find nothing there at all.
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

export interface Browser {
  page: Page;
  /** What the page asked for, wherever that was, without its own `data:` addresses. */
  requested: string[];
  close(): Promise<void>;
}

/** Chromium's program: CHROMIUM_PATH, or the first of its usual names on PATH; undefined where none is installed. */
export function chromiumPath(): string | undefined {
  const { CHROMIUM_PATH, PATH = '' } = process.env;
  if (CHROMIUM_PATH) return CHROMIUM_PATH;
  const places = NAMES.flatMap((name) => PATH.split(delimiter).map((folder) => join(folder, name)));
  return places.find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A page in a browser that knows nothing yet. */
export async function openBrowser(executablePath: string): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), 'linebook-chromium-'));
  const options = { executablePath, headless: true, args: QUIET, viewport: { width: 1280, height: 1600 } };
  const context = await chromium.launchPersistentContext(profile, options);
  const requested: string[] = [];
  context.on('request', (request) => {
    if (!request.url().startsWith('data:')) requested.push(request.url());
  });
  const close = async (): Promise<void> => {
    await context.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 20 });
  };
  return { page: context.pages()[0]!, requested, close };
}

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PAGES, proseOf, relativeLinksOf } from './pages.js';

// That the documents lead somewhere: a file that moved, or a heading that was renamed, is found here.

/** What a heading is called behind the `#` of a link. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');

const anchorsOf = (page: string): string[] =>
  [...proseOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading!));

const leadsSomewhere = (page: string, link: string): boolean => {
  const [path, anchor] = link.split('#');
  const target = path ? join(dirname(page), path) : page;
  return existsSync(target) && (!anchor || anchorsOf(target).includes(anchor));
};

it.each(PAGES)('%s has no link that leads nowhere', (page) => {
  expect(relativeLinksOf(page).filter((link) => !leadsSomewhere(page, link))).toEqual([]);
});

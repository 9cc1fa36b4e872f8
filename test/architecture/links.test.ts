import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const pages = globSync(['*.md', '{docs,functions,shared,terraform,test}/**/*.md'], {
  cwd: root,
  exclude: ['**/node_modules/**'],
});

/** A heading's anchor, as GitHub makes it. */
function anchorOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}

function anchorsOf(file: string): Set<string> {
  return new Set([...read(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading)));
}

test('every link between the pages of the documentation leads to a file, and to a heading of it', () => {
  assert.ok(pages.length >= 25, `suspiciously few pages were read: ${pages.length}`);
  let links = 0;
  const broken: string[] = [];
  for (const page of pages) {
    const text = read(page).replace(/^```[\s\S]*?^```/gm, '');
    for (const [, link = ''] of text.matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)) {
      links += 1;
      const [target = '', anchor] = link.split('#');
      const file = target === '' ? page : path.normalize(path.join(path.dirname(page), target));
      const isThere = existsSync(path.join(root, file));
      const hasAnchor = anchor === undefined || !file.endsWith('.md') || (isThere && anchorsOf(file).has(anchor));
      if (!isThere || !hasAnchor) broken.push(`${page}: ${link}`);
    }
  }
  assert.ok(links >= 40, `suspiciously few links were read: ${links}`);
  assert.deepEqual(broken, []);
});

test('docs/README.md leads to every page of docs/', () => {
  const index = read('docs/README.md');
  const missing = globSync('docs/*.md', { cwd: root })
    .map((file) => path.basename(file))
    .filter((name) => name !== 'README.md' && !index.includes(`(${name})`));
  assert.deepEqual(missing, []);
});

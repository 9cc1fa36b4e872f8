import { readFileSync } from 'node:fs';
import { answerFile } from './answer.ts';
import type { Route } from './router.ts';

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

/** Routes for files of a folder, open to all; read once. */
export function serveFiles(folder: URL, names: readonly string[]): Route[] {
  return names.map((name) => {
    const body = readFileSync(new URL(name, folder));
    const type = types[name.split('.').pop() ?? ''] ?? 'application/octet-stream';
    return {
      method: 'GET',
      path: `/statique/${name}`,
      answer: () => answerFile(body, type, { 'cache-control': 'max-age=60' }),
    };
  });
}

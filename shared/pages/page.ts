import { once } from '../runtime/at-first-use.ts';
import type { PlainAnswer, PlainQuestion } from '../runtime/plain-answer.ts';
import { contentTypeOf, type PageFile } from './page-file.ts';
import { pageHeaders } from './page-headers.ts';
import { pageShell, type ShellSettings } from './page-shell.ts';
import { sections } from './sections.ts';
import { staticAnswer } from './static-answer.ts';

export interface PageSettings extends ShellSettings {
  /** The page's compiled files; asked at the first request, and again after a failure. */
  readonly files: () => Promise<readonly PageFile[]>;
}

/** The page itself or one of its files; undefined when the question is for none of them. */
export type Page = (question: PlainQuestion) => Promise<PlainAnswer | undefined>;

/** A page and its files under its section's prefix: `/analytics`, with a slash at its end or without, and `/analytics/static/page-<hash>.js`. */
export function createPage({ files, ...shell }: PageSettings): Page {
  const { prefix } = sections[shell.section];
  const open = once(async () => answersOf(await files(), shell));
  return async (question) => {
    const { path } = question;
    if (path !== prefix && path !== `${prefix}/` && !path.startsWith(`${prefix}/static/`)) return undefined;
    const answer = (await open()).get(path);
    return answer === undefined ? undefined : (await answer())(question);
  };
}

type Answers = ReadonlyMap<string, () => Promise<(question: PlainQuestion) => Promise<PlainAnswer>>>;

function answersOf(files: readonly PageFile[], shell: ShellSettings): Answers {
  const { prefix } = sections[shell.section];
  const pathOf = (start: string, end: string): string => {
    const found = files.find(({ name }) => name.startsWith(start) && name.endsWith(end));
    if (found === undefined) throw new Error(`the page has no ${start}*${end}`);
    return `${prefix}/static/${found.name}`;
  };
  const text = pageShell(shell, {
    script: pathOf('page-', '.js'),
    style: pathOf('page-', '.css'),
    icon: pathOf('icon-', '.svg'),
    font: pathOf('inter-', '.woff2'),
  });
  const page = once(async () => staticAnswer(new TextEncoder().encode(text.toString()), pageHeaders));
  const cached = { 'cache-control': 'public, max-age=31536000, immutable' };
  return new Map([
    [prefix, page],
    [`${prefix}/`, page],
    ...files.map(({ name, read }): [string, typeof page] => [
      `${prefix}/static/${name}`,
      once(async () => staticAnswer(await read(), { 'content-type': contentTypeOf(name), ...cached })),
    ]),
  ]);
}

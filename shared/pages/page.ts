import { contentTypeOf, type PageFile } from './page-file.ts';
import { pageHeaders } from './page-headers.ts';
import { pageShell, type ShellSettings } from './page-shell.ts';
import { sections } from './sections.ts';
import { staticAnswer } from './static-answer.ts';

export interface PageSettings extends ShellSettings {
  /** The page's compiled files; asked at the first request, and again after a failure. */
  readonly files: () => Promise<readonly PageFile[]>;
}

export interface Page {
  /** The page itself or one of its files; undefined when the request is for none of them. */
  answer(request: Request): Promise<Response | undefined>;
}

/** What `page` answers, and `rest` for all else: so a page shows before the API behind it is loaded, when an instance is new. */
export function pageFirst(page: Page, rest: (request: Request) => Promise<Response>) {
  return async (request: Request): Promise<Response> => (await page.answer(request)) ?? rest(request);
}

type Answer = (request: Request) => Promise<Response>;

/** A page and its files under its section's prefix: `/analytics`, with a slash at its end or without, and `/analytics/static/page-<hash>.js`. */
export function createPage({ files, ...shell }: PageSettings): Page {
  const { prefix } = sections[shell.section];
  let answers: Promise<ReadonlyMap<string, Answer>> | undefined;
  const open = async (): Promise<ReadonlyMap<string, Answer>> => {
    answers ??= files().then((all) => answersOf(all, shell));
    try {
      return await answers;
    } catch (error) {
      answers = undefined;
      throw error;
    }
  };
  return {
    async answer(request) {
      if (request.method !== 'GET') return undefined;
      const { pathname } = new URL(request.url);
      if (pathname !== prefix && pathname !== `${prefix}/` && !pathname.startsWith(`${prefix}/static/`))
        return undefined;
      return (await open()).get(pathname)?.(request);
    },
  };
}

function answersOf(files: readonly PageFile[], shell: ShellSettings): ReadonlyMap<string, Answer> {
  const folder = `${sections[shell.section].prefix}/static/`;
  const pathOf = (start: string, end: string): string => {
    const found = files.find(({ name }) => name.startsWith(start) && name.endsWith(end));
    if (found === undefined) throw new Error(`the page has no ${start}*${end}`);
    return folder + found.name;
  };
  const text = pageShell(shell, {
    script: pathOf('page-', '.js'),
    style: pathOf('page-', '.css'),
    icon: pathOf('icon-', '.svg'),
    font: pathOf('inter-', '.woff2'),
  });
  const page = staticAnswer(new TextEncoder().encode(text.toString()), pageHeaders);
  const cached = { 'cache-control': 'public, max-age=31536000, immutable' };
  return new Map([
    [sections[shell.section].prefix, page],
    [`${sections[shell.section].prefix}/`, page],
    ...files.map(({ name, bytes }): [string, Answer] => [
      folder + name,
      staticAnswer(bytes, { 'content-type': contentTypeOf(name), ...cached }),
    ]),
  ]);
}

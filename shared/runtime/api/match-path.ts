import type { Route } from './route.ts';

/** The rows of the most particular path that the asked one fits, with the texts that stand for its names. */
export interface PathMatch {
  readonly routes: readonly Route[];
  readonly params: Readonly<Record<string, string>>;
}

/** Finds rows by path; a slash at the end changes nothing. */
export function createPathMatcher(routes: readonly Route[]): (path: string) => PathMatch | undefined {
  const byPath = Map.groupBy(routes, ({ path }) => path);
  const patterns = [...byPath]
    .map(([path, rows]) => ({ pattern: patternOf(path), routes: rows, fixed: path.replace(/\{\w+\}/g, '').length }))
    .sort((a, b) => b.fixed - a.fixed);

  return (path) => {
    const asked = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
    for (const { pattern, routes: rows } of patterns) {
      const found = pattern.exec(asked);
      if (found !== null) return { routes: rows, params: decodeAll(found.groups ?? {}) };
    }
    return undefined;
  };
}

function patternOf(path: string): RegExp {
  const source = path.split(/(\{\w+\})/).map((part) => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    return name === undefined ? part.replace(/[.*+?^$()|[\]\\]/g, '\\$&') : `(?<${name}>[^/]+)`;
  });
  return new RegExp(`^${source.join('')}$`);
}

/** What is no text in UTF-8 stays as it is: no id looks like that. */
function decodeAll(groups: Readonly<Record<string, string>>): Record<string, string> {
  const decode = (text: string): string => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };
  return Object.fromEntries(Object.entries(groups).map(([name, text]) => [name, decode(text)]));
}

import { nearestWord } from './did-you-mean.ts';
import type { List } from './recipe-list.ts';
import type { Names, Page, RecordRecipe } from './recipe-record.ts';
import type { Site } from './recipe-site.ts';
import { needsRow, TemplateError } from './template.ts';

type Path = readonly (string | number)[];
export interface RecipeMistake {
  readonly path: Path;
  /** In French, for people. */
  readonly message: string;
}

interface RecipeParts {
  readonly sites: Readonly<Record<string, Site>>;
  readonly list: List;
  readonly pages: Readonly<Record<string, Page>>;
  readonly record: RecordRecipe;
  readonly names?: Names | undefined;
}

/** What no single key can tell: names that stand for nothing, and placeholders where they have no meaning. */
export function findRecipeMistakes({ sites, list, pages, record, names }: RecipeParts): RecipeMistake[] {
  const mistakes: RecipeMistake[] = [];
  walk({ list, pages }, [], (key, value, path) => {
    if (key === 'site') mistakes.push(...unknownName(value, Object.keys(sites), 'site', path));
  });
  walk({ record, names }, [], (key, value, path) => {
    if (key === 'page') mistakes.push(...unknownName(value, Object.keys(pages), 'page', path));
    const [, other] = (key === 'row' && /^column:(.+)$/.exec(value)) || [];
    if (other !== undefined) mistakes.push(...unknownName(other, Object.keys(list.columns.others), 'colonne', path));
    if (key === 'column') mistakes.push({ path, message: 'column ne se lit que dans list.columns' });
  });
  if ((record.photos !== undefined || names !== undefined) && Object.keys(pages).length === 0) {
    mistakes.push({ path: ['pages'], message: 'aucune page : record et names n’ont rien à lire' });
  }
  walk({ pages }, [], (_, value, path) => {
    for (const [, column = ''] of value.matchAll(/\{column:([^{}|]+)/g)) {
      mistakes.push(...unknownName(column, Object.keys(list.columns.others), 'colonne', path));
    }
  });
  const rowless: Path[] = [];
  walk({ sites, list }, [], (_, value, path) => {
    if (
      ['goto', 'with', 'option', 'text', 'is', 'contains', 'fetch'].includes(String(path.at(-1))) &&
      speaksOfRow(value)
    )
      rowless.push(path);
  });
  for (const path of rowless) {
    mistakes.push({
      path,
      message: '{reference} et {column} n’ont de sens que dans pages : ici la liste n’est pas encore lue',
    });
  }
  return mistakes;
}

function speaksOfRow(text: string): boolean {
  try {
    return needsRow(text);
  } catch (error) {
    if (error instanceof TemplateError) return false;
    throw error;
  }
}

function unknownName(name: string, known: readonly string[], what: string, path: Path): RecipeMistake[] {
  if (known.includes(name)) return [];
  const near = nearestWord(name, known);
  const hint = near === undefined ? `connus : ${known.join(', ') || 'aucun'}` : `vouliez-vous dire « ${near} » ?`;
  return [{ path, message: `${what} « ${name} » inconnu : ${hint}` }];
}

/** Visits every text under the value, with the key of the object that holds it. */
function walk(value: unknown, path: Path, visit: (key: string, text: string, path: Path) => void): void {
  if (Array.isArray(value)) {
    value.forEach((item, index) => {
      if (typeof item === 'string') visit(String(path.at(-1)), item, [...path, index]);
      else walk(item, [...path, index], visit);
    });
  } else if (typeof value === 'object' && value !== null && !(value instanceof RegExp)) {
    for (const [key, item] of Object.entries(value)) {
      if (typeof item === 'string') visit(key, item, [...path, key]);
      else walk(item, [...path, key], visit);
    }
  }
}

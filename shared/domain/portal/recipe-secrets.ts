import type { Recipe } from './recipe.ts';
import { secretName } from './recipe-words.ts';

/** What a portal is read for: the list of a day, a record with its photos, or the names of its documents. */
export type Reading = 'list' | 'record' | 'names';

/** The names of the secrets that a recipe refers to, each once, in its order. */
export function secretsOf(recipe: Recipe): string[] {
  return secretsIn(recipe);
}

/**
 * The names of the secrets that such a reading needs, each once: those of its part of the recipe and of the sites it is on.
 * Names may be on any page, and need all.
 */
export function secretsFor(recipe: Recipe, reading: Reading): string[] {
  if (reading === 'names') return secretsIn(recipe);
  const { sites, list, pages, record, names } = recipe;
  const [first = ''] = Object.keys(sites);
  const namesPages = new Set(pagesIn(names));
  const ownPages = Object.entries(pages).flatMap(([name, page]) => (namesPages.has(name) ? [] : [page]));
  const parts = reading === 'list' ? [list] : ownPages;
  const ownSites = parts.map(({ site = first }) => sites[site]);
  return secretsIn([ownSites, parts, reading === 'list' ? [] : record]);
}

function secretsIn(part: unknown): string[] {
  return [...new Set(textsIn(part).flatMap((text) => secretName(text) ?? []))];
}

function textsIn(part: unknown): string[] {
  if (typeof part === 'string') return [part];
  return typeof part === 'object' && part !== null ? Object.values(part).flatMap(textsIn) : [];
}

/** The pages that a part of the recipe says its values are on. */
function pagesIn(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) =>
    key === 'page' && typeof value === 'string' ? [value] : pagesIn(value),
  );
}

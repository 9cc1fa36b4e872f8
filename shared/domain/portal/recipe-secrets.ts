import type { Recipe } from './recipe.ts';
import { secretName } from './recipe-words.ts';

/** The names of the secrets that a recipe refers to, each once, in its order. */
export function secretsOf(recipe: Recipe): string[] {
  return [...new Set(namesIn(recipe))];
}

function namesIn(part: unknown): string[] {
  if (typeof part === 'string') return [secretName(part) ?? []].flat();
  return typeof part === 'object' && part !== null ? Object.values(part).flatMap(namesIn) : [];
}

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { RecipeError, readRecipe } from '../adapters/chromium/read-recipe.ts';
import { secretsOf } from '../domain/portal/recipe-secrets.ts';
import { ConfigurationError, type Environment } from '../runtime/read-env.ts';

/**
 * On one machine secrets are variables: those that the portal's recipe names are looked for before anything starts, not
 * once it is on the portal. What is wrong with the recipe itself is told by the functions that open it.
 * @throws ConfigurationError that names every one that is missing.
 */
export async function requireRecipeSecrets(environment: Environment): Promise<void> {
  const file = environment.PORTAL_RECIPE;
  if (file === undefined || !existsSync(file)) return;
  const missing = (await secretsIn(file)).filter((name) => !environment[name]);
  if (missing.length === 0) return;
  throw new ConfigurationError(
    `La recette ${file} demande des secrets qui manquent :\n${missing.map((name) => `- ${name}`).join('\n')}\n` +
      'Donnez ces variables d’environnement, ou mettez-les dans le fichier .env.',
  );
}

async function secretsIn(file: string): Promise<string[]> {
  try {
    return secretsOf(readRecipe(await readFile(file, 'utf8'), file));
  } catch (error) {
    if (error instanceof RecipeError) return [];
    throw error;
  }
}

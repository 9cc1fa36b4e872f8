import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { RecipeError, readRecipe } from '../../adapters/chromium/read-recipe.ts';
import type { Recipe } from '../../domain/portal/recipe.ts';
import { secretsOf } from '../../domain/portal/recipe-secrets.ts';
import { ConfigurationError, type Environment, readEnv } from '../../runtime/read-env.ts';
import {
  destinationEnvironment,
  fleetApiEnvironment,
  payloadEnvironment,
  retentionEnvironment,
  zoneEnvironment,
} from '../../wiring/environment.ts';
import { bad, type Check, careful, type Finding, skipped, well } from './finding.ts';

const tryDemo = 'Pour essayer sans rien configurer : npm start. Pour de vrai : le README, « Use it for real ».';
const everything = zoneEnvironment.extend({ ...payloadEnvironment.shape, ...retentionEnvironment });

/** Whether the variables are there and right. What the demo world would bring may be missing: then it is only said. */
export function configurationChecks(environment: Environment): readonly Check[] {
  return [
    { name: 'Réglages', look: async () => judge(everything, environment, [], tryDemo) },
    {
      name: 'API du client',
      look: async () =>
        judge(
          destinationEnvironment,
          environment,
          ['INTERVENTIONS_API_URL', 'PHOTO_DATA_API_URL', 'PHOTO_API_URL', 'INTERVENTIONS_API_TOKEN'],
          tryDemo,
        ),
    },
    { name: 'Recette du portail', look: () => judgeRecipe(environment) },
    {
      name: 'API de flotte',
      look: async () =>
        judge(fleetApiEnvironment, environment, ['SAMSARA_API_TOKEN'], 'Sans elle, la flotte n’est pas collectée.'),
    },
  ];
}

/** @param own the variables that make this part a part: when none of them is given, it is not in use. */
function judge(
  schema: Parameters<typeof readEnv>[0],
  environment: Environment,
  own: readonly string[],
  unused: string,
): Finding {
  if (own.length > 0 && own.every((name) => !environment[name])) return careful('pas configurée', unused);
  try {
    readEnv(schema, environment);
    return well(own.length === 0 ? 'corrects' : 'complète');
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const lines = error.message.split('\n').filter((line) => line.startsWith('- '));
    return bad(lines.join('\n'), 'Corrigez ces variables dans l’environnement ou le fichier .env.');
  }
}

async function judgeRecipe(environment: Environment): Promise<Finding> {
  const place = environment.PORTAL_RECIPE;
  if (!place) return careful('pas configurée', tryDemo);
  if (place.startsWith('object:')) return skipped(`${place} : lue au démarrage, dans le seau`);
  if (!existsSync(place)) return bad(`le fichier ${place} n’existe pas`, 'Corrigez PORTAL_RECIPE.');
  try {
    const missing = secretsOf(await readRecipeFile(place)).filter((name) => !environment[name]);
    if (missing.length === 0) return well(`${place}, et tous ses secrets`);
    return bad(
      `${place} demande des secrets qui manquent : ${missing.join(', ')}`,
      'Donnez ces variables, ou mettez-les dans .env.',
    );
  } catch (error) {
    if (!(error instanceof RecipeError)) throw error;
    return bad(error.message, `Corrigez la recette, puis : npm run terrain -- portal check ${place}`);
  }
}

/** The recipe that the environment names, when there is one and it can be read. */
export async function configuredRecipe(environment: Environment): Promise<Recipe | undefined> {
  const place = environment.PORTAL_RECIPE;
  if (!place || !existsSync(place)) return undefined;
  try {
    return await readRecipeFile(place);
  } catch (error) {
    if (error instanceof RecipeError) return undefined;
    throw error;
  }
}

async function readRecipeFile(file: string): Promise<Recipe> {
  return readRecipe(await readFile(file, 'utf8'), file);
}

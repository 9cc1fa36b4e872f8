import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { RecipeError } from '../../../shared/adapters/chromium/read-recipe.ts';
import { NotFoundError } from '../../../shared/ports/failures.ts';
import { readEnv } from '../../../shared/runtime/read-env.ts';
import { runShutdownHooks } from '../../../shared/runtime/shutdown.ts';
import { openObjects } from '../../../shared/wiring/cloud.ts';
import { portalEnvironment } from '../../../shared/wiring/environment.ts';
import { openPortal } from '../../../shared/wiring/portal.ts';
import { temporaryFolder } from '../../contract/temporary-folder.ts';

const recipe = readFileSync(path.resolve(import.meta.dirname, '../../../docs/recipes/request-tracker.yaml'), 'utf8');
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
before(async () => {
  folder = await temporaryFolder();
});
after(async () => {
  await runShutdownHooks();
  await folder.remove();
});

function environmentWith(place: string) {
  return readEnv(portalEnvironment, { TERRAIN_DATA: folder.path, PORTAL_RECIPE: place });
}

test('a recipe may be an object of a bucket', async () => {
  const environment = environmentWith('object:recipes/north/portal.yaml');
  await openObjects(environment).write('recipes', 'north/portal.yaml', recipe);
  assert.equal(typeof (await openPortal(environment)).listDay, 'function');
});

test('an object that is not there stops the start and is named', async () => {
  await assert.rejects(openPortal(environmentWith('object:recipes/lost.yaml')), (error) => {
    assert.ok(error instanceof NotFoundError);
    assert.match(error.message, /recipes\/lost\.yaml/);
    return true;
  });
});

test('a mistake in such a recipe is shown with the object’s name and the line', async () => {
  const environment = environmentWith('object:recipes/wrong.yaml');
  await openObjects(environment).write('recipes', 'wrong.yaml', `${recipe}\nsitez: {}\n`);
  await assert.rejects(openPortal(environment), (error) => {
    assert.ok(error instanceof RecipeError);
    assert.match(error.message, /^object:recipes\/wrong\.yaml:\d+:1: sitez: clé inconnue/m);
    return true;
  });
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { ConfigurationError, readEnv } from '../../../shared/runtime/read-env.ts';
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

test('a recipe whose secrets nobody gave stops the start, and all of them are named', async () => {
  const environment = environmentWith('object:recipes/secret.yaml');
  await openObjects(environment).write('recipes', 'secret.yaml', recipe);
  await assert.rejects(openPortal(environment, 'list'), (error) => {
    assert.ok(error instanceof ConfigurationError);
    assert.match(error.message, /recipes\/secret\.yaml demande.*\n- PORTAL_URL\n- PORTAL_USER\n- PORTAL_PASSWORD\n/);
    return true;
  });
});

test('a recipe may be an object of a bucket', async () => {
  Object.assign(process.env, { PORTAL_URL: 'http://127.0.0.1:9', PORTAL_USER: 'u', PORTAL_PASSWORD: 'p' });
  const environment = environmentWith('object:recipes/north/portal.yaml');
  await openObjects(environment).write('recipes', 'north/portal.yaml', recipe);
  assert.equal(typeof (await openPortal(environment, 'list')).listDay, 'function');
});

test('a recipe that is not there stops the start and is named', async () => {
  await assert.rejects(openPortal(environmentWith('object:recipes/lost.yaml'), 'list'), (error) => {
    assert.ok(error instanceof ConfigurationError);
    assert.match(error.message, /recipes\/lost\.yaml/);
    return true;
  });
});

test('a mistake in such a recipe is shown with the object’s name and the line', async () => {
  const environment = environmentWith('object:recipes/wrong.yaml');
  await openObjects(environment).write('recipes', 'wrong.yaml', `${recipe}\nsitez: {}\n`);
  await assert.rejects(openPortal(environment, 'list'), (error) => {
    assert.ok(error instanceof ConfigurationError);
    assert.match(error.message, /^object:recipes\/wrong\.yaml:\d+:1: sitez: clé inconnue/m);
    return true;
  });
});

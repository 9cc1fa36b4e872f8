import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import * as z from 'zod';
import type { Deploy } from '../../shared/host/deploy.ts';
import { readDeploy } from '../../shared/host/load-functions.ts';
import { buckets } from '../../shared/wiring/buckets.ts';
import * as environments from '../../shared/wiring/environment.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** What Terraform gives every function. */
const given = commonVariables(readFileSync(path.join(root, 'terraform/functions.tf'), 'utf8'));
/** What only one machine needs, and what only tests need. */
const oneMachine = ['TERRAIN_DATA', 'CHROMIUM_PATH', 'GOOGLE_ENDPOINTS'];
const common = new Set([...given, ...oneMachine]);

function commonVariables(terraform: string): string[] {
  const block = /common_environment = \{([^}]*)\}/.exec(terraform)?.[1] ?? '';
  return [...block.matchAll(/^\s*([A-Z_]+)\s*=/gm)].map(([, name = '']) => name);
}

interface Declared {
  readonly name: string;
  readonly deploy: Deploy;
  /** The text of its index.ts. */
  readonly wiring: string;
}

const functions: Declared[] = [];
before(async () => {
  for (const file of globSync('functions/*/deploy.json', { cwd: root }).sort()) {
    const wiring = readFileSync(path.join(root, path.dirname(file), 'index.ts'), 'utf8');
    functions.push({
      name: path.basename(path.dirname(file)),
      deploy: await readDeploy(path.join(root, file)),
      wiring,
    });
  }
  assert.ok(functions.length >= 11, 'suspiciously few functions were read');
});

/** The variables of the environment schemas that a function's index.ts names. */
function variablesOf(wiring: string): string[] {
  const schemas = Object.entries(environments).filter(([name]) => new RegExp(`\\b${name}\\b`).test(wiring));
  const keys = schemas.flatMap(([, schema]) => Object.keys(schema instanceof z.ZodObject ? schema.shape : schema));
  return [...new Set(keys)].filter((key) => !common.has(key)).sort();
}

function uses(wiring: string, ...names: string[]): boolean {
  return names.some((name) => new RegExp(`\\b${name}\\(`).test(wiring));
}

test('what every function reads, Terraform gives to every function', () => {
  assert.ok(given.length >= 5, 'suspiciously few variables were read');
  const needed = Object.keys(environments.cloudEnvironment.shape).filter((name) => !oneMachine.includes(name));
  assert.deepEqual(
    needed.filter((name) => !given.includes(name)),
    [],
    'terraform/functions.tf: common_environment',
  );
});

test('each deploy.json names the variables that its function reads, and no others', () => {
  for (const { name, deploy, wiring } of functions) {
    assert.deepEqual(deploy.environment.toSorted(), variablesOf(wiring), `functions/${name}/deploy.json: environment`);
  }
});

test('each secret is a variable of its function, or one that a portal’s recipe may name', () => {
  for (const { name, deploy, wiring } of functions) {
    if (uses(wiring, 'openPortal')) continue;
    const unknown = deploy.secrets.filter((secret) => !deploy.environment.includes(secret));
    assert.deepEqual(unknown, [], `functions/${name}/deploy.json: secrets that nothing reads`);
  }
});

test('a variable that may hold a secret is declared as one', () => {
  for (const { name, deploy } of functions) {
    const likely = deploy.environment.filter((variable) => /TOKEN|PASSWORD|SECRET|SMTP_URL/.test(variable));
    const undeclared = likely.filter((variable) => !deploy.secrets.includes(variable));
    assert.deepEqual(undeclared, [], `functions/${name}/deploy.json: secrets`);
  }
});

test('each function may touch what its wiring opens, and nothing else', () => {
  for (const { name, deploy, wiring } of functions) {
    const { access, publishes, announces } = deploy;
    const opened = {
      documents: uses(wiring, 'openDocuments', 'onCloudMessage', 'onStage', 'openPortal'),
      buckets: uses(wiring, 'openObjects', 'openPortal'),
      datasets: uses(wiring, 'openWarehouse'),
      topics: uses(wiring, 'openPublisher', 'onStage'),
    };
    const granted = {
      documents: access.documents,
      buckets: Object.keys(access.buckets).length > 0,
      datasets: Object.keys(access.datasets).length > 0,
      topics: publishes.length + announces.length > 0,
    };
    assert.deepEqual(granted, opened, `functions/${name}/deploy.json: access and publishes`);
    for (const [word, bucket] of Object.entries(buckets)) {
      const named = wiring.includes(`buckets.${word}`);
      assert.equal(bucket in access.buckets, named, `functions/${name}/deploy.json: access.buckets.${bucket}`);
    }
  }
});

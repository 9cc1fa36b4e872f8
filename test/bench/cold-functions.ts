import { globSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bundleFunction, type FunctionBundle } from '../../shared/build/function-bundle.ts';
import { readDeploy } from '../../shared/host/load-functions.ts';
import { startMetadataDouble } from '../contract/doubles/metadata-double.ts';
import { startSecretManagerDouble } from '../contract/doubles/secret-manager-double.ts';
import { freePort } from '../free-port.ts';
import { installByLink } from '../integration/build/install-by-link.ts';
import { startSettings } from './start-settings.ts';
import { measureStart, type StartTime } from './start-time.ts';

const root = path.resolve(import.meta.dirname, '../..');
const framework = '@google-cloud/functions-framework';

const project = 'terrain-bench';

export type Kind = 'messages' | 'http';
export type Ask = (url: string) => Promise<Response>;

/** Something that functions-framework runs, in a folder outside the project. */
export interface ColdFunction {
  readonly name: string;
  readonly kind: Kind;
  start(ask: Ask, environment?: Readonly<Record<string, string>>): Promise<StartTime>;
}

const configuration: Readonly<Record<string, string>> = {
  ...startSettings,
  TERRAIN_CLOUD: 'google',
  GOOGLE_CLOUD_PROJECT: project,
  BUCKET_PREFIX: 'terrain-bench-',
  AUTH_ISSUERS: JSON.stringify([
    {
      issuer: 'https://issuer.example',
      audience: project,
      jwksUri: 'https://issuer.example/jwks',
      algorithms: ['RS256'],
    },
  ]),
};

/** A machine of Google's, for the functions that read a portal's secrets before they listen. */
export async function startGoogleMachine() {
  const metadata = await startMetadataDouble();
  const secretManager = await startSecretManagerDouble(project, startSettings);
  return {
    environment: {
      GCE_METADATA_HOST: new URL(metadata.url).host,
      METADATA_SERVER_DETECTION: 'assume-present',
      GOOGLE_ENDPOINTS: JSON.stringify({ secretManager: secretManager.url }),
    },
    stop: async () => {
      await metadata.close();
      await secretManager.close();
    },
  };
}

/** Every function's bundle, installed. */
export async function bundleAll(folder: string): Promise<(ColdFunction & { readonly bundle: FunctionBundle })[]> {
  const all = [];
  for (const file of globSync('functions/*/deploy.json', { cwd: root }).sort()) {
    const source = path.dirname(file);
    const { trigger } = await readDeploy(path.join(root, file));
    const bundle = await bundleFunction(source, path.join(folder, path.basename(source)));
    await installByLink(bundle.folder, Object.keys(bundle.dependencies));
    all.push({ ...coldFunction(bundle.name, trigger.kind, bundle.folder), bundle });
  }
  return all;
}

/** The least that functions-framework can run of that kind. */
export function bareFunction(folder: string, kind: Kind): Promise<ColdFunction> {
  const register =
    kind === 'http' ? "http('bare', (_, response) => response.end())" : "cloudEvent('bare', async () => undefined)";
  const code = `import { cloudEvent, http } from '${framework}';\n${register};\n`;
  return writeFunction(folder, kind, code, [framework]);
}

/** One that keeps a document with Firestore's client as npm installs it. */
export function bareFirestoreFunction(folder: string): Promise<ColdFunction> {
  const code = `import { cloudEvent } from '${framework}';
import { Firestore } from '@google-cloud/firestore';
const firestore = new Firestore();
cloudEvent('bare', async ({ id }) => firestore.collection('bare').doc(id).create({ kept: true }));
`;
  return writeFunction(folder, 'messages', code, [framework, '@google-cloud/firestore']);
}

async function writeFunction(folder: string, kind: Kind, code: string, packages: readonly string[]) {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'index.mjs'), code);
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ main: 'index.mjs', type: 'module' }));
  await installByLink(folder, packages);
  return coldFunction('bare', kind, folder);
}

function coldFunction(name: string, kind: Kind, folder: string): ColdFunction {
  return {
    name,
    kind,
    start: async (ask, environment = {}) => {
      const main = `node_modules/${framework}/build/src/main.js`;
      return measureStart({
        args: [main, `--target=${name}`, `--port=${await freePort()}`],
        cwd: folder,
        environment: { ...configuration, ...environment },
        ask,
      });
    },
  };
}

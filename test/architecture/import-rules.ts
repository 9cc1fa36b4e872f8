import type { IForbiddenRuleType } from 'dependency-cruiser';

/** The rooms of the house and what each may import besides itself: other rooms, npm packages, Node's own modules. */
interface Room {
  readonly name: string;
  readonly from: string;
  readonly mayImport: readonly string[];
}

const builtIn = '^(node:)?[a-z_]+[0-9]*(/promises|/web|/consumers)?$';
const npm = (...packages: string[]) => packages.map((name) => `^node_modules/${name}/`);
const adapters = [
  'files',
  'sqlite',
  'duckdb',
  'system',
  'chromium',
  'destination',
  'samsara',
  'resvg',
  'google-storage',
  'bigquery',
  'firestore',
  'pubsub',
  'secret-manager',
  'smtp',
  'webhook',
  'opentelemetry',
  'spreadsheet',
] as const;
const sdks: Readonly<Record<(typeof adapters)[number], readonly string[]>> = {
  files: [],
  sqlite: [],
  duckdb: npm('@duckdb/node-api', '@duckdb/node-bindings'),
  system: [],
  chromium: npm('puppeteer-core', '@sparticuz/chromium', 'yaml', 'p-limit', 'zod', 'axios'),
  destination: npm('axios', 'form-data'),
  samsara: npm('axios', 'zod'),
  resvg: npm('@resvg/resvg-js', '@expo-google-fonts/inter'),
  'google-storage': npm('@google-cloud/storage', 'zod'),
  bigquery: npm('@google-cloud/bigquery', 'zod'),
  firestore: npm('@google-cloud/firestore'),
  pubsub: npm('@google-cloud/pubsub'),
  'secret-manager': npm('@google-cloud/secret-manager'),
  smtp: npm('nodemailer'),
  webhook: [],
  opentelemetry: npm('@opentelemetry/[a-z-]+', 'google-auth-library'),
  spreadsheet: npm('yazl'),
};
const words = ['^shared/domain/', '^shared/messages/', '^shared/ports/'];

const inBrowser = ['^shared/pages/browser/', '^shared/charts/', '^shared/domain/', '^shared/messages/', ...npm('zod')];

export const rooms: readonly Room[] = [
  // A hash is pure: document ids need a good one.
  { name: 'domain', from: '^shared/domain/', mayImport: ['^shared/domain/', '^(node:)?crypto$', ...npm('zod')] },
  { name: 'exports', from: '^shared/exports/', mayImport: ['^shared/domain/'] },
  { name: 'messages', from: '^shared/messages/', mayImport: ['^shared/messages/', '^shared/domain/', ...npm('zod')] },
  { name: 'ports', from: '^shared/ports/', mayImport: ['^shared/ports/', '^shared/domain/'] },
  {
    name: 'pipeline',
    from: '^shared/pipeline/',
    mayImport: ['^shared/pipeline/', ...words, '^(node:)?crypto$', ...npm('zod')],
  },
  {
    name: 'runtime',
    from: '^shared/runtime/',
    mayImport: [
      '^shared/runtime/',
      '^shared/ports/',
      '^shared/messages/',
      builtIn,
      ...npm('@google-cloud/functions-framework', 'jose', 'zod'),
    ],
  },
  ...adapters.map((adapter) => ({
    name: `adapters/${adapter}`,
    from: `^shared/adapters/${adapter}/`,
    mayImport: [`^shared/adapters/${adapter}/`, ...words, builtIn, ...sdks[adapter]],
  })),
  {
    name: 'demo',
    from: '^shared/demo/',
    mayImport: ['^shared/demo/', '^shared/domain/', '^shared/messages/', builtIn, '^node_modules/'],
  },
  {
    name: 'wiring',
    from: '^shared/wiring/',
    mayImport: ['^shared/(?!host/|cli/|demo/)', builtIn, ...npm('zod')],
  },
  {
    name: 'host',
    from: '^shared/host/',
    mayImport: ['^shared/(?!cli/|demo/)', '^functions/', builtIn, '^node_modules/'],
  },
  {
    name: 'build',
    from: '^shared/build/',
    mayImport: [
      '^shared/build/',
      '^shared/cli/terminal/',
      '^shared/pages/page-file\\.ts$',
      builtIn,
      ...npm('esbuild', 'p-limit', 'zod'),
    ],
  },
  // What serves a page, and what runs in its browser, where nothing of Node is.
  {
    name: 'pages',
    from: '^shared/pages/(?!browser/)',
    mayImport: [
      '^shared/pages/(?!browser/)',
      '^shared/runtime/(at-first-use|plain-answer|api/(encodings|etag))\\.ts$',
      builtIn,
    ],
  },
  // Pure, for servers and browsers.
  { name: 'charts', from: '^shared/charts/', mayImport: ['^shared/charts/', '^shared/domain/'] },
  { name: 'browser', from: '^shared/pages/browser/', mayImport: [...inBrowser] },
  {
    name: 'a function’s page',
    from: '^functions/([^/]+)/page/',
    mayImport: ['^functions/$1/page/', ...inBrowser],
  },
  { name: 'cli', from: '^shared/cli/', mayImport: ['^shared/', '^functions/', builtIn, '^node_modules/'] },
  {
    name: 'a function’s wiring',
    from: '^functions/([^/]+)/index\\.ts$',
    mayImport: ['^functions/$1/', '^shared/(?!host/|cli/|demo/)', ...npm('zod')],
  },
  {
    name: 'a function',
    from: '^functions/([^/]+)/(?!index\\.ts$|page/)',
    mayImport: [
      '^functions/$1/',
      ...words,
      '^shared/pipeline/',
      '^shared/charts/',
      '^shared/runtime/(api/|problem\\.ts$)',
      builtIn,
      ...npm('zod', 'p-limit'),
    ],
  },
];

export const rules: readonly IForbiddenRuleType[] = [
  ...rooms.map(({ name, from, mayImport }) => ({
    name: `${name} imports only what its room may`,
    severity: 'error' as const,
    from: { path: from },
    to: { pathNot: [...mayImport] },
  })),
  {
    name: 'a function’s index registers without its own code: atFirstUse(async () => (await import(...)).createX(ports))',
    severity: 'error',
    from: { path: '^functions/([^/]+)/index\\.ts$' },
    to: { path: '^functions/$1/', dynamic: false, dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'nobody imports a function’s index',
    severity: 'error',
    from: {},
    to: { path: '^functions/[^/]+/index\\.ts$' },
  },
  { name: 'no circles', severity: 'error', from: {}, to: { circular: true } },
  { name: 'every import resolves', severity: 'error', from: {}, to: { couldNotResolve: true } },
];

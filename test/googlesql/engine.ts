import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { credentials, loadPackageDefinition, type ServiceClientConstructor } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import * as z from 'zod';
import type { QueryParameters, Row, TableDefinition } from '../../shared/ports/warehouse.ts';
import { freePort } from '../free-port.ts';
import { catalogOf, parametersOf, rowsOf, tableContent } from './values.ts';

const home = path.join(import.meta.dirname, 'node_modules/@fivetrandevelopers/zetasql/lib/zetasql');
const programs: Readonly<Record<string, string>> = {
  'linux x64': 'remote_server.so',
  'linux arm64': 'remote_server_arm.so',
  'darwin x64': 'remote_server',
  'darwin arm64': 'remote_server_arm',
};
const startLimitMs = 20_000;
const callLimitMs = 30_000;

/** Why Google's engine cannot run on this machine, or undefined when it can. */
export function engineMissing(): string | undefined {
  const program = programs[`${process.platform} ${process.arch}`];
  if (program === undefined) return `Google's SQL engine is not made for ${process.platform} ${process.arch}`;
  if (existsSync(path.join(home, program))) return undefined;
  return "Google's SQL engine is not installed (npm ci --prefix test/googlesql)";
}

/** Tables with the rows that statements are run on. */
export interface FilledTable extends TableDefinition {
  readonly rows: readonly Row[];
}

export interface GoogleSqlEngine {
  /** @throws Error with the engine's words when the statement is no GoogleSQL over these tables. */
  analyze(sql: string, tables: readonly TableDefinition[], parameters: QueryParameters): Promise<void>;
  /** Keeps the tables; what comes back runs statements on their rows. */
  load(tables: readonly FilledTable[]): Promise<(sql: string, parameters: QueryParameters) => Promise<readonly Row[]>>;
  stop(): Promise<void>;
}

const languageSchema = z.looseObject({ enabled_language_features: z.array(z.string()).default([]) });
const registeredSchema = z.object({ registered_id: z.number() });

/** Starts Google's analyser and reference engine of GoogleSQL, a program that answers over gRPC. */
export async function startEngine(): Promise<GoogleSqlEngine> {
  const port = await freePort();
  const program = path.join(home, programs[`${process.platform} ${process.arch}`] ?? '');
  const child = spawn(program, ['localhost', String(port)], { stdio: 'ignore' });
  try {
    const call = await connect(port);
    const language = languageSchema.parse(await call('GetLanguageOptions', { maximum_features: true }));
    const options = (parameters: QueryParameters, features: readonly string[] = []) => ({
      language_options: {
        ...language,
        product_mode: 'PRODUCT_EXTERNAL',
        enabled_language_features: [...language.enabled_language_features, ...features],
      },
      query_parameters: parametersOf(parameters).map(({ name, type }) => ({ name, type })),
    });
    return {
      async analyze(sql, tables, parameters) {
        const asked = options(parameters, ['FEATURE_V_1_4_GROUPING_BUILTIN', 'FEATURE_V_1_4_GROUPING_SETS']);
        const simple_catalog = catalogOf(tables, asked.language_options);
        await call('Analyze', { sql_statement: sql, simple_catalog, options: asked });
      },
      async load(tables) {
        const { language_options } = options({});
        const datasets = [...new Set(tables.map(({ dataset }) => dataset))];
        const flat = tables.map((table) => ({ ...table, dataset: '' }));
        const { registered_id } = registeredSchema.parse(
          await call('RegisterCatalog', {
            simple_catalog: catalogOf(flat, language_options),
            table_content: Object.fromEntries(tables.map((table) => [table.name, tableContent(table)])),
          }),
        );
        return async (sql, parameters) => {
          const asked = {
            // Rows are found in the outermost catalog only.
            sql: datasets.reduce((text, dataset) => text.replaceAll(new RegExp(`\\b${dataset}\\.`, 'g'), ''), sql),
            options: options(parameters),
            registered_catalog_id: registered_id,
            params: parametersOf(parameters).map(({ name, value }) => ({ name, value })),
          };
          return rowsOf(await call('EvaluateQuery', asked));
        };
      },
      stop: () => stop(child),
    };
  } catch (error) {
    await stop(child);
    throw error;
  }
}

type Call = (method: string, request: object) => Promise<unknown>;

async function connect(port: number): Promise<Call> {
  const definition = loadSync('local_service.proto', {
    includeDirs: [path.join(home, 'protos')],
    keepCase: true,
    enums: String,
    longs: Number,
    oneofs: true,
  });
  const Client = serviceOf(loadPackageDefinition(definition));
  const client = new Client(`localhost:${port}`, credentials.createInsecure(), {
    'grpc.max_receive_message_length': -1,
  });
  await promisify(client.waitForReady.bind(client))(Date.now() + startLimitMs);
  return (method, request) =>
    new Promise((resolve, reject) => {
      const send = client[method];
      if (typeof send !== 'function') throw new TypeError(`the engine has no method ${method}`);
      const deadline = Date.now() + callLimitMs;
      send.call(client, request, { deadline }, (error: Error | null, answer: unknown) => {
        if (error === null) resolve(answer);
        else reject(error);
      });
    });
}

function serviceOf(loaded: ReturnType<typeof loadPackageDefinition>): ServiceClientConstructor {
  const found = ['zetasql', 'local_service', 'ZetaSqlLocalService'].reduce<unknown>(
    (room, name) => (typeof room === 'object' && room !== null && name in room ? Reflect.get(room, name) : undefined),
    loaded,
  );
  if (typeof found !== 'function') throw new TypeError('the engine describes no service');
  // The .proto file says so.
  return found as ServiceClientConstructor;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

import path from 'node:path';
import { createAuditFleet } from '../../../functions/audit-fleet/audit-fleet.ts';
import { createFetchFleet } from '../../../functions/fetch-fleet/fetch-fleet.ts';
import { createLoadFleet } from '../../../functions/load-fleet/load-fleet.ts';
import { createPlanFleet } from '../../../functions/plan-fleet/plan-fleet.ts';
import { createDuckdbWarehouse } from '../../../shared/adapters/duckdb/duckdb-warehouse.ts';
import { createFileObjects } from '../../../shared/adapters/files/file-objects.ts';
import { openDatabase } from '../../../shared/adapters/sqlite/open-database.ts';
import { createSqliteDocuments } from '../../../shared/adapters/sqlite/sqlite-documents.ts';
import { parseFleetJson } from '../../../shared/domain/fleet/fleet-json.ts';
import {
  type FleetDue,
  fleetDueSchema,
  fleetTopics,
  windowFetchedSchema,
  windowPlannedSchema,
} from '../../../shared/messages/fleet.ts';
import { openLedger } from '../../../shared/pipeline/fleet/ledger.ts';
import type { DocumentData } from '../../../shared/ports/documents.ts';
import type { FleetApi } from '../../../shared/ports/fleet-api.ts';
import { createLogger } from '../../../shared/runtime/log.ts';
import { openTally } from '../../contract/tally.ts';
import { temporaryFolder } from '../../contract/temporary-folder.ts';

/** The four fleet functions over the embedded cloud, with a queue in which every message waits to be delivered by hand. */
export async function openFleetHouse(api: FleetApi, now = () => new Date('2026-11-20T12:00:00.000Z')) {
  const folder = await temporaryFolder();
  const database = openDatabase(path.join(folder.path, 'documents.sqlite'));
  const documents = createSqliteDocuments(database);
  const objects = createFileObjects(folder.path);
  const warehouse = createDuckdbWarehouse(path.join(folder.path, 'warehouse.duckdb'), { objects });
  const logger = createLogger({ function: 'test', write: () => undefined });
  const queue: { topic: string; message: DocumentData }[] = [];
  const publisher = {
    async publish(topic: string, message: DocumentData) {
      queue.push({ topic, message });
      return 'id';
    },
  };
  const { count, counted } = openTally();
  const ports = {
    api,
    documents,
    objects,
    warehouse,
    publisher,
    clock: { now },
    count,
    rawBucket: 'fleet-raw',
    flattenedBucket: 'fleet-flattened',
    dataset: 'fleet',
    lookbackDays: 3,
  };
  const plan = createPlanFleet(ports);
  const fetch = createFetchFleet(ports);
  const load = createLoadFleet(ports);
  const audit = createAuditFleet(ports);

  async function deliver({ topic, message }: { topic: string; message: DocumentData }): Promise<void> {
    const context = { publishedAt: now().toISOString(), attributes: {}, logger };
    if (topic === fleetTopics.due) return plan(fleetDueSchema.parse(message), context);
    if (topic === fleetTopics.windowPlanned) return fetch(windowPlannedSchema.parse(message), context);
    if (topic === fleetTopics.windowFetched) return load(windowFetchedSchema.parse(message), context);
    return audit(message, context);
  }

  return {
    documents,
    objects,
    warehouse,
    queue,
    counted,
    ledger: openLedger(documents),
    deliver,
    /** Delivers what waits, and what that brings, until nothing does; a message that fails is dropped and its reason kept. */
    async settle(): Promise<string[]> {
      const failures: string[] = [];
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        await deliver(next).catch((error: unknown) =>
          failures.push(error instanceof Error ? error.message : String(error)),
        );
      }
      return failures;
    },
    /** The same, so many messages of a topic at once, as the host does; the first failure ends it. */
    async settleAtOnce(most: Readonly<Record<string, number>>): Promise<void> {
      const underWay = new Map<Promise<void>, string>();
      const hasRoom = ({ topic }: { topic: string }) =>
        [...underWay.values()].filter((other) => other === topic).length < (most[topic] ?? 1);
      while (queue.length > 0 || underWay.size > 0) {
        for (let at = queue.findIndex(hasRoom); at >= 0; at = queue.findIndex(hasRoom)) {
          for (const next of queue.splice(at, 1)) {
            const delivery = deliver(next).finally(() => underWay.delete(delivery));
            underWay.set(delivery, next.topic);
          }
        }
        await Promise.race(underWay.keys());
      }
    },
    async run(due: FleetDue) {
      queue.push({ topic: fleetTopics.due, message: JSON.parse(JSON.stringify(due)) });
      return this.settle();
    },
    rows: (table: string) => warehouse.query(`SELECT * FROM fleet.${table}`),
    async close() {
      await warehouse.close();
      database.close();
      await folder.remove();
    },
  };
}
export type FleetHouse = Awaited<ReturnType<typeof openFleetHouse>>;

/** A fleet API of the answers that a function gives, a page each; counts the calls. */
export function scriptedApi(answer: (request: Parameters<FleetApi['pages']>[0]) => readonly unknown[]) {
  const calls: Parameters<FleetApi['pages']>[0][] = [];
  const api: FleetApi = {
    async *pages(request) {
      calls.push(request);
      const bodies = answer(request);
      for (const [index, body] of bodies.entries()) {
        const text = typeof body === 'string' ? body : JSON.stringify(body);
        const bytes = new TextEncoder().encode(text);
        yield { bytes, body: parseFleetJson(text), requestId: null, last: index === bodies.length - 1 };
      }
    },
  };
  return { api, calls };
}

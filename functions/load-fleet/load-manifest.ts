import { createHash } from 'node:crypto';
import type { FleetSource, FleetTable } from '../../shared/domain/fleet/catalogue-schema.ts';
import { windowOfDay } from '../../shared/domain/fleet/fleet-window.ts';
import { flattenedName } from '../../shared/domain/fleet/object-names.ts';
import { tableDefinition } from '../../shared/domain/fleet/warehouse-tables.ts';
import { readManifest } from '../../shared/pipeline/fleet/read-manifest.ts';
import { sourcesOf } from '../../shared/pipeline/fleet/sources-of.ts';
import type { TableDefinition } from '../../shared/ports/warehouse.ts';
import type { LoadPorts } from './load-ports.ts';
import { readPage } from './read-page.ts';
import { createRowSet, type RowSet } from './row-set.ts';
import { createTableRows } from './table-rows.ts';

interface Output {
  readonly source: FleetSource;
  readonly table: FleetTable;
  readonly definition: TableDefinition;
  readonly rows: RowSet;
  readonly add: ReturnType<typeof createTableRows>;
}

/** Loads what a manifest names: its pages are read once for all tables. @returns the rows of each source, by its table. */
export function createLoader(ports: LoadPorts) {
  const { objects, rawBucket, flattenedBucket, warehouse, dataset } = ports;
  const ensured = new Set<string>();

  return async (manifestName: string, tables: readonly string[]): Promise<Map<string, number>> => {
    const manifest = await readManifest(objects, rawBucket, manifestName);
    if (manifest === undefined) throw new Error(`${rawBucket}/${manifestName} is not there`);
    const { day } = manifest;
    const outputs = sourcesOf(tables).flatMap((source) => source.tables.map((table) => openOutput(source, table, day)));
    for (const { pages, stamp } of manifest.parts) {
      for (const page of pages) {
        const body = await readPage(page, ports);
        for (const { add } of outputs) add(body, stamp);
        for (const { rows } of outputs) await rows.settle();
      }
    }
    const counts = new Map<string, number>();
    for (const output of outputs) {
      const { table } = output.source;
      counts.set(table, (counts.get(table) ?? 0) + (await writeOutput(output, day)));
    }
    return counts;
  };

  function openOutput(source: FleetSource, table: FleetTable, day: string): Output {
    const definition = tableDefinition(dataset, source, table);
    const rows = createRowSet({ columns: definition.columns, key: table.key });
    return { source, table, definition, rows, add: createTableRows(source, table, windowOfDay(source, day), rows.add) };
  }

  /** The object first, then the table from it. @returns its rows. */
  async function writeOutput({ source, table, definition, rows: set }: Output, day: string): Promise<number> {
    const name = flattenedName(source, table, day);
    const { bytes, rows } = await set.end();
    const body = Buffer.concat(bytes);
    await objects.write(flattenedBucket, name, body, { contentType: 'application/gzip' });
    if (!ensured.has(table.name)) await warehouse.ensureTable(definition);
    ensured.add(table.name);
    const mode = source.window === 'snapshot' ? ({ replaceAll: true } as const) : { replacePartition: day };
    await warehouse.load(definition, { bucket: flattenedBucket, objects: [name], sums: [sumOf(body)] }, mode);
    return rows;
  }
}

function sumOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

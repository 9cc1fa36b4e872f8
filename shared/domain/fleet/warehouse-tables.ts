import { fleetSources } from './catalogue.ts';
import type { FleetColumnType, FleetSource, FleetTable } from './catalogue-schema.ts';
import { rowColumns, windowColumn } from './flatten.ts';

/** A table as the warehouse makes it (the port's `TableDefinition`). */
export interface FleetTableDefinition {
  readonly dataset: string;
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: FleetColumnType; readonly required?: boolean }[];
  readonly partitionBy?: string;
  readonly clusterBy?: readonly string[];
}

/** The definition of one table of a source. */
export function tableDefinition(dataset: string, source: FleetSource, table: FleetTable): FleetTableDefinition {
  const isSnapshot = source.window === 'snapshot';
  return {
    dataset,
    name: table.name,
    columns: rowColumns(table, !isSnapshot).map((column) =>
      column.name === windowColumn ? { ...column, required: true } : column,
    ),
    ...(isSnapshot ? {} : { partitionBy: windowColumn }),
    ...(table.cluster.length === 0 ? {} : { clusterBy: table.cluster }),
  };
}

/** Every table of the fleet, as one list: what Terraform and the documentation are made from. */
export const fleetTables: readonly FleetTableDefinition[] = fleetSources.flatMap((source) =>
  source.tables.map((table) => tableDefinition('fleet', source, table)),
);

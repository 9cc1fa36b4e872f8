import type { DataVersion } from '../../domain/delivery/data-versions.ts';
import type { DeliverySet } from '../../domain/delivery/delivery-table.ts';
import type { DocumentStore } from '../../ports/documents.ts';
import { NotFoundError } from '../../ports/failures.ts';
import type { QueryParameters, Row, Warehouse } from '../../ports/warehouse.ts';
import { openDeliveryMemory } from './delivery-memory.ts';

export interface DeliveredTables {
  /** Which data readers see now; null before the first delivery. */
  current(): Promise<DataVersion | null>;
  /**
   * Runs one GoogleSQL SELECT that names the set's tables without a version (`visites.tab_visite`): all of them are read in
   * one version, the current one unless another is given. @throws NotFoundError when nothing was ever delivered.
   */
  query(sql: string, parameters?: QueryParameters, version?: string): Promise<readonly Row[]>;
}

/** The tables of a set as readers see them: whole deliveries, never a part of one. */
export function openDeliveredTables(
  set: DeliverySet,
  { documents, warehouse }: { readonly documents: DocumentStore; readonly warehouse: Pick<Warehouse, 'query'> },
): DeliveredTables {
  const memory = openDeliveryMemory(documents);
  const tableName = tableNameOf(set);
  const current = async () => (await memory.versionsOf(set.name)).current;
  const ask = (sql: string, parameters: QueryParameters | undefined, version: string) =>
    warehouse.query(sql.replace(tableName, `${set.name}.$1_${version}`), parameters);

  return {
    current,
    async query(sql, parameters, version) {
      if (version !== undefined) return ask(sql, parameters, version);
      const seen = await current();
      if (seen === null) throw neverDelivered(set);
      try {
        return await ask(sql, parameters, seen.version);
      } catch (error) {
        // Two deliveries may have come since the version was looked up: its tables are gone then.
        const now = await current();
        if (now === null || now.version === seen.version) throw error;
        return ask(sql, parameters, now.version);
      }
    },
  };
}

/**
 * Names the set's tables in SQL by the version that readers see now: several queries through it read the same data.
 * @throws NotFoundError at SQL that names one when nothing was ever delivered.
 */
export async function currentTables(set: DeliverySet, documents: DocumentStore): Promise<(sql: string) => string> {
  const { current } = await openDeliveryMemory(documents).versionsOf(set.name);
  return (sql) =>
    sql.replace(tableNameOf(set), (_, table: string) => {
      if (current === null) throw neverDelivered(set);
      return `${set.name}.${table}_${current.version}`;
    });
}

function neverDelivered({ name }: DeliverySet): NotFoundError {
  return new NotFoundError(
    `aucune livraison « ${name} » n’a encore été importée : npm run terrain -- import ${name} DOSSIER`,
  );
}

function tableNameOf({ name, tables }: DeliverySet): RegExp {
  return new RegExp(`\\b${name}\\.(${tables.map((table) => table.name).join('|')})\\b`, 'g');
}

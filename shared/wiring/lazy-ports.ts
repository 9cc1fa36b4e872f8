import type { Destination } from '../ports/destination.ts';
import type { PortalReader } from '../ports/portal.ts';
import type { Warehouse } from '../ports/warehouse.ts';

// A vendor's library may need longer to load than the whole rest to start. Each of these ports opens its adapter at the
// first call, so that a start waits for none of them and a process loads only what it comes to use.

/** What `open` gives, opened at the first call; a failed opening is tried again by the next call. */
function once<T>(open: () => Promise<T>): () => Promise<T> {
  let opened: Promise<T> | undefined;
  return () => {
    opened ??= open().catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
}

export function lazyWarehouse(open: () => Promise<Warehouse>): Warehouse {
  const warehouse = once(open);
  return {
    ensureTable: async (table) => (await warehouse()).ensureTable(table),
    load: async (table, source, mode) => (await warehouse()).load(table, source, mode),
    query: async (sql, parameters) => (await warehouse()).query(sql, parameters),
  };
}

export function lazyDestination(open: () => Promise<Destination>): Destination {
  const destination = once(open);
  return {
    sendInterventions: async (body, key) => (await destination()).sendInterventions(body, key),
    describePhotos: async (records, key) => (await destination()).describePhotos(records, key),
    deliverPhoto: async (photo, key) => (await destination()).deliverPhoto(photo, key),
  };
}

export function lazyPortal(open: () => Promise<PortalReader>): PortalReader {
  const portal = once(open);
  return {
    listDay: async (day) => (await portal()).listDay(day),
    readRecord: async (row) => (await portal()).readRecord(row),
    readDocumentNames: async (row) => (await portal()).readDocumentNames(row),
  };
}

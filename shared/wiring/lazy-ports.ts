import type { Destination } from '../ports/destination.ts';
import type { DocumentStore } from '../ports/documents.ts';
import type { FleetApi } from '../ports/fleet-api.ts';
import type { Mailer } from '../ports/mailer.ts';
import type { Publisher } from '../ports/messages.ts';
import type { ObjectStore } from '../ports/objects.ts';
import type { PortalReader } from '../ports/portal.ts';
import type { SecretStore } from '../ports/secrets.ts';
import type { Warehouse } from '../ports/warehouse.ts';
import { once } from '../runtime/at-first-use.ts';

// A vendor's library may need longer to load than the whole rest to start. Each of these ports opens its adapter at the
// first call, so that a start waits for none of them and a process loads only what it comes to use.

export function lazyDocuments(open: () => Promise<DocumentStore>): DocumentStore {
  const documents = once(open);
  return {
    get: async (collection, id) => (await documents()).get(collection, id),
    create: async (collection, id, data) => (await documents()).create(collection, id, data),
    set: async (collection, id, data) => (await documents()).set(collection, id, data),
    delete: async (collection, id) => (await documents()).delete(collection, id),
    query: async (collection, query) => (await documents()).query(collection, query),
    count: async (collection, where) => (await documents()).count(collection, where),
    transaction: async (work) => (await documents()).transaction(work),
  };
}

export function lazyObjects(open: () => Promise<ObjectStore>): ObjectStore {
  const objects = once(open);
  return {
    write: async (bucket, name, body, options) => (await objects()).write(bucket, name, body, options),
    async *read(bucket, name) {
      yield* (await objects()).read(bucket, name);
    },
    stat: async (bucket, name) => (await objects()).stat(bucket, name),
    async *list(bucket, prefix) {
      yield* (await objects()).list(bucket, prefix);
    },
    copy: async (source, target) => (await objects()).copy(source, target),
    delete: async (bucket, name) => (await objects()).delete(bucket, name),
  };
}

export function lazyPublisher(open: () => Promise<Publisher>): Publisher {
  const publisher = once(open);
  return {
    publish: async (topic, message, attributes) => (await publisher()).publish(topic, message, attributes),
  };
}

export function lazySecrets(open: () => Promise<SecretStore>): SecretStore {
  const secrets = once(open);
  return { get: async (name) => (await secrets()).get(name) };
}

export function lazyWarehouse(open: () => Promise<Warehouse>): Warehouse {
  const warehouse = once(open);
  return {
    ensureTable: async (table) => (await warehouse()).ensureTable(table),
    load: async (table, source, mode) => (await warehouse()).load(table, source, mode),
    dropTable: async (table) => (await warehouse()).dropTable(table),
    query: async (sql, parameters) => (await warehouse()).query(sql, parameters),
    async *stream(sql, parameters) {
      yield* (await warehouse()).stream(sql, parameters);
    },
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

export function lazyFleetApi(open: () => Promise<FleetApi>): FleetApi {
  const api = once(open);
  return {
    async *pages(request, options) {
      yield* (await api()).pages(request, options);
    },
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

export function lazyMailer(open: () => Promise<Mailer>): Mailer {
  const mailer = once(open);
  return { send: async (mail, beforeEnd) => (await mailer()).send(mail, beforeEnd) };
}

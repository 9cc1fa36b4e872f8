import { type DataVersions, dataVersionsSchema, noVersions } from '../../domain/delivery/data-versions.ts';
import { type DeliveryRecord, deliveryRecordSchema } from '../../domain/delivery/delivery-record.ts';
import { type DocumentStore, typedCollection } from '../../ports/documents.ts';

/** What is remembered of deliveries: `data-versions/{set}` and `deliveries/{set}~{delivery}`. */
export function openDeliveryMemory(documents: DocumentStore) {
  const versions = typedCollection(documents, 'data-versions', dataVersionsSchema);
  const records = typedCollection(documents, 'deliveries', deliveryRecordSchema);
  return {
    records,
    versionsOf: async (set: string): Promise<DataVersions> => (await versions.get(set)) ?? noVersions,
    decide: <R>(set: string, work: (current: DataVersions) => { readonly next?: DataVersions; readonly result: R }) =>
      versions.transaction(set, (current) => work(current ?? noVersions)),
    recordOf: (set: string, delivery: string) => records.get(recordId(set, delivery)),
    save: (record: DeliveryRecord) => records.set(recordId(record.set, record.delivery), record),
  };
}
export type DeliveryMemory = ReturnType<typeof openDeliveryMemory>;

function recordId(set: string, delivery: string): string {
  return `${set}~${delivery}`;
}

import type { NameEraser } from '../../domain/privacy/name-eraser.ts';
import type { DocumentData, DocumentStore, JsonValue } from '../../ports/documents.ts';

const pageSize = 200;

/**
 * Takes the names out of every text of a collection's documents, from those with one of the `last` ids after all others.
 * @returns how many documents held one.
 */
export async function eraseDocuments(
  documents: DocumentStore,
  collection: string,
  eraser: NameEraser,
  write: boolean,
  last: readonly string[] = [],
): Promise<number> {
  const held: string[] = [];
  let count = 0;
  let startAfterId: string | undefined;
  do {
    const page = await documents.query(collection, {
      limit: pageSize,
      ...(startAfterId === undefined ? {} : { startAfterId }),
    });
    for (const { id, data } of page) {
      if (eraseValue(data, eraser).count === 0) continue;
      count += 1;
      if (last.includes(id)) held.push(id);
      else if (write) await eraseDocument(documents, collection, id, eraser);
    }
    startAfterId = page.length === pageSize ? page.at(-1)?.id : undefined;
  } while (startAfterId !== undefined);
  if (write) for (const id of held) await eraseDocument(documents, collection, id, eraser);
  return count;
}

/** Read again under a transaction: somebody may have written meanwhile. */
async function eraseDocument(
  documents: DocumentStore,
  collection: string,
  id: string,
  eraser: NameEraser,
): Promise<void> {
  await documents.transaction(async (transaction) => {
    const data = await transaction.get(collection, id);
    if (data !== undefined) transaction.set(collection, id, eraseData(data, eraser));
  });
}

function eraseData(data: DocumentData, eraser: NameEraser): DocumentData {
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, eraseValue(value, eraser).value]));
}

/** A JSON value whose texts hold none of the names any more. */
export function eraseValue(
  value: JsonValue,
  eraser: NameEraser,
): { readonly value: JsonValue; readonly count: number } {
  if (typeof value === 'string') {
    const { text, count } = eraser.erase(value);
    return { value: text, count };
  }
  if (typeof value !== 'object' || value === null) return { value, count: 0 };
  const isList = (one: typeof value): one is readonly JsonValue[] => Array.isArray(one);
  const entries = isList(value) ? [...value.entries()] : Object.entries(value);
  const erased = entries.map(([key, inside]) => ({ key, ...eraseValue(inside, eraser) }));
  const count = erased.reduce((sum, one) => sum + one.count, 0);
  if (isList(value)) return { value: erased.map((one) => one.value), count };
  return { value: Object.fromEntries(erased.map((one) => [one.key, one.value])), count };
}

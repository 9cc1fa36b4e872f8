import { isDeepStrictEqual } from 'node:util';
import { documentId } from '../../domain/interventions/document-id.ts';
import type { Intervention } from '../../domain/interventions/intervention.ts';
import { deleteFolder } from '../../pipeline/delete-folder.ts';
import type { Memory } from '../../pipeline/memory.ts';
import type { ObjectStore } from '../../ports/objects.ts';

const reason = 'effacée à la demande de la personne';

interface InterventionPorts {
  readonly memory: Memory;
  readonly objects: ObjectStore;
  readonly photosBucket: string;
}

/**
 * The customer's name of an intervention, under which they may be kept elsewhere, and whether nothing of a person is in it
 * any more, nor a photo beside it; undefined when there is no such intervention.
 */
export async function findIntervention(reference: string, { memory, objects, photosBucket }: InterventionPorts) {
  const id = documentId(reference);
  const found = await memory.get(id);
  if (found === undefined) return undefined;
  const { done: hasNoPhoto = false } = await objects.list(photosBucket, `${id}/`)[Symbol.asyncIterator]().next();
  return { client: found.client, isErased: hasNoPhoto && isDeepStrictEqual(withoutPerson(found, ''), found) };
}

/**
 * Takes the person out of one intervention: its customer, its photos and all that was read of its record. That it was is
 * remembered, so that it is never sent (again).
 */
export async function eraseIntervention(
  reference: string,
  { memory, objects, photosBucket }: InterventionPorts,
  now: Date,
): Promise<void> {
  const id = documentId(reference);
  const isKnown = await memory.transaction(id, (current) =>
    current === undefined ? { result: false } : { next: withoutPerson(current, now.toISOString()), result: true },
  );
  if (isKnown) await deleteFolder(objects, photosBucket, id);
}

function withoutPerson(intervention: Intervention, at: string): Intervention {
  const isDone = intervention.state === 'livre';
  return {
    ...intervention,
    state: isDone ? 'livre' : 'rejete',
    client: '',
    time: '',
    jeton: '',
    technicians: [],
    columns: {},
    pto: null,
    photos: intervention.photos.map((photo) => ({
      ...photo,
      source: '',
      sourceName: null,
      name: `image_${photo.index}`,
    })),
    photosDeletedAt: intervention.photosDeletedAt ?? at,
    refusedPhotos: [],
    documentNames: [],
    payload: null,
    warnings: [...(isDone ? [] : [reason])],
  };
}

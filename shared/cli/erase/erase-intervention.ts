import { documentId } from '../../domain/interventions/document-id.ts';
import type { Intervention } from '../../domain/interventions/intervention.ts';
import { deleteFolder } from '../../pipeline/delete-folder.ts';
import type { Memory } from '../../pipeline/memory.ts';
import type { ObjectStore } from '../../ports/objects.ts';

const reason = 'effacée à la demande de la personne';

/**
 * Takes the person out of one intervention: its customer, its photos and all that was read of its record. That it was is
 * remembered, so that it is never sent (again).
 * @returns the customer's name, under which it may be kept elsewhere; undefined when there is no such intervention.
 */
export async function eraseIntervention(
  reference: string,
  {
    memory,
    objects,
    photosBucket,
    now,
  }: { readonly memory: Memory; readonly objects: ObjectStore; readonly photosBucket: string; readonly now: Date },
  write: boolean,
): Promise<string | undefined> {
  const id = documentId(reference);
  const found = await memory.get(id);
  if (found === undefined) return undefined;
  if (write) {
    await memory.transaction(id, (current) =>
      current === undefined
        ? { result: undefined }
        : { next: withoutPerson(current, now.toISOString()), result: undefined },
    );
    await deleteFolder(objects, photosBucket, id);
  }
  return found.client;
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

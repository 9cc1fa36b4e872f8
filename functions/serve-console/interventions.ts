import { documentId } from '../../shared/domain/interventions/document-id.ts';
import type { Intervention } from '../../shared/domain/interventions/intervention.ts';
import type { InterventionView, Story } from '../../shared/messages/console.ts';
import type { Query } from '../../shared/ports/documents.ts';
import type { ConsolePorts } from './console-ports.ts';
import { tellStory, viewIntervention } from './intervention-view.ts';

const pageSize = 50;

export interface InterventionFilter {
  readonly day?: string | undefined;
  readonly state?: Intervention['state'] | undefined;
  readonly runId?: string | undefined;
  /** The beginning of a reference; the other filters then count for nothing. */
  readonly reference?: string | undefined;
  readonly after?: string | undefined;
}

/** Looks at interventions, a page at a time, through the indexes of their fields. */
export function createInterventionLooks(ports: Pick<ConsolePorts, 'memory' | 'rejected' | 'objects' | 'photosBucket'>) {
  const { memory, rejected, objects, photosBucket } = ports;

  return {
    async page(filter: InterventionFilter): Promise<{ interventions: InterventionView[]; next: string | null }> {
      const found = await memory.query({
        ...queryOf(filter),
        limit: pageSize,
        ...(filter.after === undefined ? {} : { startAfterId: filter.after }),
      });
      return {
        interventions: found.map(({ id, value }) => viewIntervention(id, value)),
        next: found.length === pageSize ? (found.at(-1)?.id ?? null) : null,
      };
    },
    async story(id: string): Promise<Story | undefined> {
      const intervention = await memory.get(id);
      if (intervention === undefined) return undefined;
      return tellStory(id, intervention, await rejected.about(intervention.reference));
    },
    /** The photo of that index while it is kept; undefined when it is gone or never was. */
    async photo(id: string, index: number) {
      const intervention = await memory.get(id);
      const photo = intervention?.photos.find((one) => one.index === index);
      if (intervention === undefined || photo === undefined || intervention.photosDeletedAt !== null) return undefined;
      if (!photo.objectName.startsWith(`${documentId(intervention.reference)}/`)) return undefined;
      const info = await objects.stat(photosBucket, photo.objectName);
      if (info === undefined) return undefined;
      return {
        mime: photo.mime,
        bytes: info.bytes,
        version: photo.sha256,
        open: () => objects.read(photosBucket, photo.objectName),
      };
    },
  };
}

function queryOf({ day, state, runId, reference }: InterventionFilter): Query {
  if (reference !== undefined) {
    return {
      where: [
        { field: 'reference', op: '>=', value: reference },
        { field: 'reference', op: '<', value: `${reference}\u{10ffff}` },
      ],
    };
  }
  // The first condition is the one that few fulfil: stores read by it.
  const where = [
    ...(runId === undefined ? [] : [{ field: 'runId', op: '==', value: runId } as const]),
    ...(day === undefined ? [] : [{ field: 'date', op: '==', value: day } as const]),
    ...(state === undefined ? [] : [{ field: 'state', op: '==', value: state } as const]),
  ];
  return where.length > 0 ? { where } : { orderBy: { field: 'collectedAt', direction: 'desc' } };
}

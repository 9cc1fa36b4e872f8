import { createPastRuns } from '../../shared/demo/data/past-runs.ts';
import { addDays, type Day } from '../../shared/domain/day.ts';
import type { DeliveryRecord } from '../../shared/domain/delivery/delivery-record.ts';
import type { ExportRun } from '../../shared/domain/exports/export-run.ts';
import { documentId } from '../../shared/domain/interventions/document-id.ts';
import { type Intervention, type Photo, type Stage, stages } from '../../shared/domain/interventions/intervention.ts';
import { newRun } from '../../shared/domain/interventions/run.ts';
import { utcDayOf } from '../../shared/domain/reservations/instant.ts';
import { ledgerKey } from '../../shared/domain/reservations/ledger.ts';
import { type Rejected, rejectedCollection } from '../../shared/messages/rejected.ts';
import { type DocumentStore, toDocument } from '../../shared/ports/documents.ts';
import type { ObjectStore } from '../../shared/ports/objects.ts';

/** What would show itself if it were taken for markup, a formula, or the direction of what is around it. */
export const nasty = '<img src=x onerror="window.pwned=1">=HYPERLINK("http://x")\u202eterces\u202c';

/** An intervention of which so many stages are done. */
export function sampleIntervention(
  reference: string,
  day: Day,
  done: number,
  over: Partial<Intervention> = {},
): Intervention {
  const at = (minutes: number) => new Date(Date.parse(`${day}T07:00:00Z`) + minutes * 60_000).toISOString();
  const progress = (stage: Stage) => {
    const rank = stages.indexOf(stage);
    const isDone = rank < done;
    return {
      status: isDone ? ('fait' as const) : ('a_faire' as const),
      attempts: isDone ? 1 : 0,
      startedAt: isDone ? at(rank) : null,
      doneAt: isDone ? at(rank + 0.1) : null,
      error: null,
      lease: null,
    };
  };
  const isDelivered = done === stages.length;
  const photo = (index: number): Photo => ({
    index,
    source: `photo ${index}`,
    sha256: String(index).padStart(64, '0'),
    bytes: 1_200_000,
    mime: 'image/png',
    width: 33,
    height: 21,
    objectName: `${documentId(reference)}/${index}.png`,
    sourceName: null,
    name: `pto_${index}.png`,
    deliveredAt: isDelivered ? at(8) : null,
  });
  return {
    reference,
    client: 'Mme Personne',
    date: day,
    time: '08:30',
    departement: '35',
    jeton: '00045678',
    technicians: ['Ana Prado'],
    columns: {},
    state: isDelivered ? 'livre' : 'en_cours',
    runId: 'run-now',
    collectedAt: at(0),
    deliveredAt: isDelivered ? at(8) : null,
    stages: {
      photos: progress('photos'),
      names: progress('names'),
      rename: progress('rename'),
      format: progress('format'),
      send: progress('send'),
      describe: progress('describe'),
      deliver: progress('deliver'),
    },
    pto: 'PTO-1',
    photos: done > 0 ? [photo(1), photo(2)] : [],
    photosDeletedAt: isDelivered ? at(9) : null,
    refusedPhotos: [],
    duplicatePhotos: [],
    documentNames: [],
    nameMismatch: false,
    payload: null,
    warnings: [],
    ...over,
  };
}

const failedAt = (one: Intervention, stage: Stage, state: Intervention['state'], error: string): Intervention => ({
  ...one,
  state,
  stages: {
    ...one.stages,
    [stage]: { ...one.stages[stage], status: 'en_erreur', attempts: 3, startedAt: one.collectedAt, error },
  },
});

/** A day under way, a month behind it, rejected messages and missing fleet windows. */
export async function seedConsole(
  documents: DocumentStore,
  objects: ObjectStore,
  today: Day,
  image: Uint8Array,
): Promise<void> {
  for (const { id, run } of createPastRuns(today, 'Europe/Paris')) await documents.set('runs', id, toDocument(run));
  const run = {
    ...newRun(today, today, `${today}T07:00:00.000Z`),
    collect: {
      status: 'fait' as const,
      attempts: 1,
      error: null,
      days: [
        { day: today, found: 12, created: 12, alreadyDelivered: 0, rejectedRows: 1, rawObject: 'x', warnings: [nasty] },
      ],
    },
  };
  await documents.set('runs', 'run-now', toDocument(run));
  const interventions = [
    ...[7, 7, 7, 7, 7, 7, 5, 3, 1, 0].map((done, rank) => sampleIntervention(`CRI-10${rank}`, today, done)),
    failedAt(
      sampleIntervention('CRI-200', today, 4),
      'send',
      'rejete',
      'l’API du client a refusé (400) : jeton inconnu',
    ),
    failedAt(
      sampleIntervention(`CRI-${nasty}`, today, 1, {
        technicians: [nasty],
        departement: nasty,
        warnings: [nasty],
        pto: nasty,
      }),
      'names',
      'en_attente',
      nasty,
    ),
  ];
  for (const one of interventions) {
    await documents.set('interventions', documentId(one.reference), toDocument(one));
    for (const { objectName } of one.photosDeletedAt === null ? one.photos : [])
      await objects.write('photos', objectName, image);
  }
  const rejected = (messageId: string, over: Partial<Rejected>): Rejected => ({
    kind: 'refuse',
    function: 'send-intervention',
    topic: 'intervention-formatted',
    message: { runId: 'run-now', reference: 'CRI-200' },
    attributes: { traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' },
    reason: 'l’API du client a refusé (400) : jeton inconnu',
    at: `${today}T07:20:00.000Z`,
    messageId,
    publishedAt: `${today}T07:19:00.000Z`,
    replayedAt: null,
    ...over,
  });
  const kept = [
    rejected('11', {}),
    rejected('12', {
      kind: 'abandonne',
      function: 'collect-names',
      topic: 'dead-collect-names',
      sourceTopic: 'photos-collected',
      message: { runId: 'run-now', reference: `CRI-${nasty}` },
      reason: nasty,
      at: `${today}T07:30:00.000Z`,
    }),
    rejected('13', {
      message: `not JSON ${nasty}`,
      reason: 'the message is not as expected',
      at: `${today}T06:00:00.000Z`,
    }),
    rejected('14', { message: { runId: 'run-now', reference: 'CRI-100' }, at: `${today}T05:00:00.000Z` }),
  ];
  for (const one of kept) await documents.set(rejectedCollection, one.messageId, toDocument(one));
  await documents.set(
    'fleet-windows',
    `fleet_trips~${today}`,
    toDocument({
      table: 'fleet_trips',
      day: today,
      status: 'en_erreur',
      runId: 'fleet-1',
      plan: { tables: ['fleet_trips'], generation: 1, at: `${today}T05:00:00.000Z` },
      fetched: null,
      loaded: null,
      failure: { reason: nasty, at: `${today}T05:01:00.000Z` },
    }),
  );
  await seedOtherParts(documents, today);
}

/** An export that was written. */
export function sampleExportRun(name: string, date: Day, over: Partial<ExportRun> = {}): ExportRun {
  return {
    export: name,
    date,
    trigger: 'horaire',
    settings: {},
    status: 'ecrit',
    startedAt: `${date}T03:10:00.000Z`,
    endedAt: `${date}T03:10:02.000Z`,
    attempts: 1,
    reason: null,
    file: { name: 'x.csv', object: 'x', rows: 12, bytes: 3400, sha256: '0', durationMilliseconds: 20 },
    placedAs: 'x.csv',
    mail: null,
    report: null,
    ...over,
  };
}

/** Exports of two days, one of them held; a delivery; and two reservations, one of them now. */
async function seedOtherParts(documents: DocumentStore, today: Day): Promise<void> {
  const yesterday = addDays(today, -1);
  const runs = [
    sampleExportRun('welcome_call', addDays(today, -2)),
    sampleExportRun('welcome_call', today),
    sampleExportRun('barometre_qualite', yesterday, { status: 'retenu', reason: nasty, placedAs: null }),
  ];
  for (const run of runs) await documents.set('export-runs', `${run.export}-${run.date}`, toDocument(run));
  const delivery: DeliveryRecord = {
    set: 'visites',
    delivery: 'd1',
    state: 'importee',
    version: 'v1',
    deliveredAt: `${today}T04:00:00.000Z`,
    startedAt: `${today}T04:00:00.000Z`,
    endedAt: `${today}T04:00:05.000Z`,
    tables: [
      { table: 'tab_visite', rows: 900, rejects: 2 },
      { table: 'tab_utilisateur', rows: 40, rejects: 0 },
    ],
    reason: null,
  };
  await documents.set('deliveries', 'visites~d1', toDocument(delivery));
  const now = Math.floor(Date.now() / 1000);
  await documents.set('reservation-machines', '1', {
    id: 1,
    quantiteGPU: 8,
    quantiteMemoire: 512,
    version: 'a',
    lastDay: utcDayOf(now),
  });
  const item = (r: number, s: number, e: number) => ({ r, s, e, g: 3, m: 64 });
  await documents.set('reservation-ledger', ledgerKey(1, utcDayOf(now)), {
    ressource: 1,
    day: utcDayOf(now),
    items: [item(7, now - 600, now + 600), item(8, now + 600, now + 1200)],
  });
}

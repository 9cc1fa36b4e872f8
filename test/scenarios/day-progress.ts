import { existsSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import type { DemoWorld } from '../../shared/demo/world.ts';
import {
  type Intervention,
  interventionSchema,
  type Stage,
  stages,
} from '../../shared/domain/interventions/intervention.ts';

/** How far a day is: what the memory says of its interventions, and what the destination has accepted. */
export interface DayProgress {
  readonly listed: number;
  /** Begun, done or failed, by stage. */
  readonly begun: Readonly<Record<Stage, number>>;
  readonly done: Readonly<Record<Stage, number>>;
  /** Begun and neither done nor failed: what a kill interrupts. */
  readonly underWay: Readonly<Record<Stage, number>>;
  readonly acceptedInterventions: number;
  readonly acceptedPhotos: number;
}

/** Every intervention in the memory of a data folder. */
export function readMemory(dataDirectory: string): Intervention[] {
  return readInterventions(dataDirectory, '$', interventionSchema);
}

/** Where the day stands at this moment. */
export function readProgress(world: DemoWorld, dataDirectory: string): DayProgress {
  // Asked every few milliseconds, in the process that serves the portal: only what is counted is read.
  const memory = readInterventions(dataDirectory, '$.stages', statusesSchema);
  const count = (...statuses: readonly string[]) =>
    countEach((stage) => memory.filter((one) => statuses.includes(one[stage].status)).length);
  const { interventions, photos } = world.destination.effects();
  return {
    listed: memory.length,
    begun: count('en_cours', 'fait', 'en_erreur'),
    done: count('fait'),
    underWay: count('en_cours'),
    acceptedInterventions: interventions.length,
    acceptedPhotos: photos.length,
  };
}

const statusesSchema = z.record(z.enum(stages), z.object({ status: z.string() }));

/** Reads beside the process that owns the folder, and never writes. */
function readInterventions<T>(dataDirectory: string, jsonPath: string, schema: z.ZodType<T>): T[] {
  const file = path.join(dataDirectory, 'documents.sqlite');
  if (!existsSync(file)) return [];
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
  try {
    if (database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'documents'").get() === undefined) return [];
    return database
      .prepare("SELECT json_extract(data, ?) AS part FROM documents WHERE collection = 'interventions'")
      .all(jsonPath)
      .map(({ part }) => schema.parse(JSON.parse(String(part))));
  } finally {
    database.close();
  }
}

function countEach(countOf: (stage: Stage) => number): Record<Stage, number> {
  return {
    photos: countOf('photos'),
    names: countOf('names'),
    rename: countOf('rename'),
    format: countOf('format'),
    send: countOf('send'),
    describe: countOf('describe'),
    deliver: countOf('deliver'),
  };
}

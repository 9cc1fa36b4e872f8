import { addDays } from '../../domain/day.ts';
import { createDocuments } from './create-documents.ts';
import { createPhotos } from './create-photos.ts';
import type { DemoIntervention } from './demo-intervention.ts';
import { createRandom, type Random } from './random.ts';
import { activities, firms, firstNames, lastNames, statuses, streets, technicianNames, towns } from './words.ts';

/** Which record to make. The rank makes it unique within its series, the series within its day. */
export interface InterventionRequest {
  readonly seed: number;
  /** The day the world is about. */
  readonly worldDay: string;
  readonly series: string;
  readonly rank: number;
  /** The rank over all series: makes references and numbers unique. */
  readonly serial: number;
  readonly day: string;
  readonly time?: string;
  readonly activity?: string;
  /** For what is not closed: null, or a time far ahead. Else it was closed the day before. */
  readonly closedAt?: string | null;
  /** Exactly so many; else 0 to 9. */
  readonly photoCount?: number;
}

/** References are text: leading zeros, what looks like a power of ten, a slash. */
function createReference(seed: number, worldDay: string, serial: number): string {
  const number = String(serial + 1).padStart(5, '0');
  const day = worldDay.replaceAll('-', '').slice(2);
  if (serial % 17 === 5) return `${day}E${number}`;
  if (serial % 23 === 7) return `FO/${day}/${number}`;
  return `00${String(Math.abs(seed) % 10)}${day}${number}`;
}

function createClient(random: Random): string {
  const roll = random.fraction();
  if (roll < 0.25) return random.pick(firms);
  const person = `${random.pick(firstNames)} ${random.pick(lastNames)}`;
  if (roll < 0.32) return `${random.pick(lastNames)}, ${random.pick(firstNames)}`;
  return roll < 0.4 ? `${person}\nBât. ${random.pick(['A', 'B', 'C'])}, étage ${random.integer(1, 9)}` : person;
}

function createTime(random: Random): string {
  const quarter = random.integer(0, 3) * 15;
  return `${String(random.integer(8, 18)).padStart(2, '0')}:${String(quarter).padStart(2, '0')}`;
}

function createTechnicians(random: Random): string[] {
  const wanted = random.chance(0.7) ? 1 : random.integer(2, 3);
  const chosen = new Set<string>();
  while (chosen.size < wanted) chosen.add(random.pick(technicianNames));
  return [...chosen];
}

function createPto(random: Random): string | null {
  if (random.chance(0.25)) return null;
  const digits = (length: number) => String(random.integer(0, 10 ** length - 1)).padStart(length, '0');
  return `OO-${digits(4)}-${digits(4)}-${digits(2)}`;
}

/** Makes one record of the portal; the same request makes the same record. */
export function createIntervention(request: InterventionRequest): DemoIntervention {
  const { seed, worldDay, series, rank, serial, day } = request;
  const random = createRandom(seed, worldDay, series, rank);
  const place = random.pick(towns);
  const isUnclosed = request.closedAt !== undefined;
  const status = isUnclosed || random.chance(0.15) ? random.pick(statuses.slice(3)) : random.pick(statuses.slice(0, 3));
  const time = request.time ?? createTime(random);
  const reference = createReference(seed, worldDay, serial);
  const photoCount = request.photoCount ?? (random.chance(0.06) ? 0 : random.integer(1, 9));
  const identity = `fibre-ouest/${seed}/${worldDay}/${reference}`;
  const photos = createPhotos(random, { identity, rank, count: photoCount, day, time });
  const closedTime = `${createTime(random)}:${String(random.integer(0, 59)).padStart(2, '0')}`;
  return {
    identifiant: String(400_000 + serial),
    reference,
    jeton: `${random.integer(0, 0xffffff).toString(16).padStart(6, '0').toUpperCase()}${String(serial).padStart(4, '0')}`,
    client: createClient(random),
    day,
    time,
    // The day before, so that it is past whatever the hour the demo starts at.
    closedAt: request.closedAt === undefined ? `${addDays(day, -1)} ${closedTime}` : request.closedAt,
    departement: place.departement,
    address: `${random.integer(1, 120)} ${random.pick(streets)}, ${place.town}`,
    technicians: createTechnicians(random),
    pto: createPto(random),
    status: status.label,
    isOpen: status.open,
    activity: request.activity ?? activities[0],
    photos,
    otherFiles: random.chance(0.2) ? ['Fiche d’intervention.pdf'] : [],
    documents: createDocuments(random, reference, photos, rank),
  };
}

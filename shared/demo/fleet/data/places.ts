import type { Random } from '../../data/random.ts';
import type { JsonObject } from '../json.ts';

const towns = ['Rennes', 'Nantes', 'Lille', 'Lyon', 'Saint-Étienne', 'Marseille', 'Angers'];

/** A point in France; whole numbers now and then, as JSON writes 48.0. */
export function point(random: Random): { latitude: number; longitude: number } {
  const isWhole = random.chance(0.05);
  const read = (from: number, to: number) =>
    isWhole ? random.integer(from, to) : random.integer(from * 1e6, to * 1e6) / 1e6;
  return { latitude: read(43, 50), longitude: read(-1, 7) };
}

/** A street and town. */
export function formattedAddress(random: Random): string {
  return `${random.integer(1, 120)} rue de la Fibre, ${random.pick(towns)}`;
}

/** An address as v2 rows give it. */
export function address(random: Random): JsonObject {
  const { latitude, longitude } = point(random);
  return { formatted: formattedAddress(random), latitude, longitude };
}

import type { DemoPhoto } from './demo-intervention.ts';
import type { Random } from './random.ts';

/**
 * The names under which the second portal lists a record's photos: one per photo and in their order, but for
 * one list in twelve that counts differently and one in nine that has a name twice.
 */
export function createDocuments(
  random: Random,
  reference: string,
  photos: readonly DemoPhoto[],
  rank: number,
): string[] {
  const names = photos.map((photo) => photo.name ?? `sans titre ${photo.index}`);
  const withReference = random.chance(0.4);
  const documents = names.map((name) => (withReference ? `${reference} ${name}` : name));
  const first = documents[0];
  if (rank % 9 === 4 && first !== undefined && documents.length > 1) documents[1] = first;
  if (rank % 12 === 5) {
    if (documents.length > 1 && random.chance(0.5)) documents.pop();
    else documents.push('Fiche d’intervention.pdf');
  }
  return documents;
}

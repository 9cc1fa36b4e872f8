import type { ImageMime } from '../images/image-verdict.ts';
import { type FileName, joinFileName, toFileName } from './safe-file-name.ts';

export interface PhotoToName {
  /** 1-based place among all the photos that the record shows, refused and repeated ones included. */
  readonly index: number;
  readonly mime: ImageMime;
  /** The name that the record page gives to this very photo, when it does. */
  readonly sourceName: string | null;
}

export interface RecordToName {
  readonly photos: readonly PhotoToName[];
  readonly documentNames: readonly string[];
  /** How many photos the record shows, with refused and repeated ones; as many as `photos` when not said. */
  readonly shownCount?: number;
}

export interface PhotoNames {
  /** In the photos' order; all different, also where case and Unicode form do not count. */
  readonly names: string[];
  readonly nameMismatch: boolean;
}

/**
 * The names under which photos are delivered. A name that the page pairs with its photo is surer than any position: when
 * every photo has one, these count. Else the document names are given by position, only when there are as many as photos
 * shown and none contradicts a paired name. Else a photo keeps its own name or is `image_<index>`, and `nameMismatch` is set.
 */
export function namePhotos(record: RecordToName): PhotoNames {
  const { photos } = record;
  const ownNames = photos.map(({ sourceName }) => sourceName ?? '');
  const positioned = namesByPosition(record);
  const isPaired = photos.length > 0 && ownNames.every((name) => name.trim() !== '');
  const chosen = isPaired ? ownNames : (positioned ?? ownNames);
  const fileNames = photos.map(({ index, mime }, place) => {
    return toFileName(chosen[place] ?? '', mime) ?? fallbackName(index, mime);
  });
  return { names: tellApart(fileNames), nameMismatch: !isPaired && positioned === undefined };
}

/** Each photo's document name, when position can be trusted. */
function namesByPosition(record: RecordToName): string[] | undefined {
  const { photos, documentNames, shownCount = photos.length } = record;
  if (documentNames.length !== shownCount) return undefined;
  // With photos left aside, only the index says which document is whose.
  const names = photos.map(({ index }, rank) => documentNames[shownCount === photos.length ? rank : index - 1]);
  const isContradicted = photos.some(({ sourceName }, place) => {
    return sourceName !== null && sourceName.trim() !== '' && comparable(sourceName) !== comparable(names[place] ?? '');
  });
  return isContradicted || names.includes(undefined) ? undefined : names.map((name) => name ?? '');
}

function fallbackName(index: number, mime: ImageMime): FileName {
  const name = toFileName(`image_${index}`, mime);
  if (name === undefined) throw new Error('unreachable: image_<index> is a file name');
  return name;
}

/** The names with `_1`, `_2`… put before the extension of those that an earlier one has taken. */
function tellApart(fileNames: readonly FileName[]): string[] {
  const taken = new Set<string>();
  return fileNames.map((fileName) => {
    let name = joinFileName(fileName, '');
    for (let count = 1; taken.has(comparable(name)); count += 1) name = joinFileName(fileName, `_${count}`);
    taken.add(comparable(name));
    return name;
  });
}

/** Equal for names that some file system takes for the same. */
function comparable(name: string): string {
  return name.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC').trim();
}

import { cleanValues } from '../../domain/portal/clean-value.ts';
import { addressName, rewriteAddress, saysNoPhoto } from '../../domain/portal/photo-address.ts';
import type { PhotoSource } from '../../domain/portal/recipe-record.ts';
import type { ShownPhoto } from './read-pages.ts';

/** A photo to fetch. */
export interface ChosenPhoto {
  readonly address: string;
  readonly pageAddress: string;
  readonly site: string;
  /** The name as far as the page tells it. */
  readonly name: string | null;
  /** The answer's Content-Disposition wins over that name. */
  readonly headerNameWins: boolean;
  /** It gives the name when the page tells none. */
  readonly headerNameServes: boolean;
}

/** The photos among what the pages show: rules applied, addresses rewritten, each address once. */
export function selectPhotos(shown: readonly (ShownPhoto & { readonly site: string })[]): {
  readonly photos: readonly ChosenPhoto[];
  /** Photo elements without an address: named, but nothing to fetch. */
  readonly withoutAddress: number;
} {
  const photos = new Map<string, ChosenPhoto>();
  let withoutAddress = 0;
  for (const photo of shown) {
    const { found, source } = photo;
    if (found.address === null) {
      if (isWanted(photo, '', null)) withoutAddress += 1;
      continue;
    }
    const address = found.address.startsWith('data:') ? found.address : rewriteAddress(found.address, source.rewrite);
    const name = nameInPage(photo, address);
    if (!isWanted(photo, address, name)) continue;
    const known = photos.get(address);
    const header = source.name.findIndex(({ from }) => from === 'header');
    const chosen: ChosenPhoto = {
      address,
      pageAddress: photo.pageAddress,
      site: photo.site,
      name: known?.name ?? name,
      headerNameWins: header === 0,
      headerNameServes: header !== -1,
    };
    photos.set(address, chosen);
  }
  return { photos: [...photos.values()], withoutAddress };
}

function nameInPage({ found, source }: ShownPhoto, address: string): string | null {
  for (const [index, place] of source.name.entries()) {
    if (place.from === 'header') continue;
    const inAddress = address.startsWith('data:') ? null : addressName(address);
    const texts = place.from === 'address' ? [inAddress ?? ''] : (found.names[index] ?? []);
    const [name] = cleanValues(texts, place);
    if (name !== undefined) return name;
  }
  return null;
}

function isWanted({ found, source }: ShownPhoto, address: string, name: string | null): boolean {
  const rules = [...source.include, ...source.exclude];
  const follows = (rule: PhotoSource['include'][number]) => {
    const onSelector = rule.selector === undefined || found.rules[rules.indexOf(rule)] === true;
    return (
      onSelector &&
      (rule.url?.test(address) ?? true) &&
      (rule.name === undefined || (name !== null && rule.name.test(name)))
    );
  };
  if (source.exclude.some(follows)) return false;
  if (source.include.length > 0) return source.include.some(follows);
  const type = source.type === undefined ? undefined : cleanValues(found.type, source.type)[0];
  const shownName = name ?? (address === '' || address.startsWith('data:') ? null : addressName(address));
  return !saysNoPhoto(shownName, type ?? /^data:([^;,]+)/.exec(address)?.[1]);
}

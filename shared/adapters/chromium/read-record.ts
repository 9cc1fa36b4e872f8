import { isDeepStrictEqual } from 'node:util';
import type { InterventionRow } from '../../domain/interventions/intervention.ts';
import { firstValues, readTechnicians } from '../../domain/portal/map-row.ts';
import { PortalMismatchError, type PortalRecord } from '../../ports/portal.ts';
import type { Engine } from './engine.ts';
import { createCandidate } from './photo-candidate.ts';
import { countOf } from './read-day.ts';
import { readPages } from './read-pages.ts';
import { selectPhotos } from './select-photos.ts';
import type { Sessions } from './sessions.ts';

/** Reads the pages of one intervention: the values that win over its row, its PTO, its photos. */
export async function readRecord(engine: Engine, sessions: Sessions, row: InterventionRow): Promise<PortalRecord> {
  const { recipe } = engine;
  const { values, photos } = recipe.record;
  const expected = photos?.expected;
  const read = await readPages(engine, sessions, row, {
    sources: [...Object.values(values).flatMap((value) => value ?? []), ...(expected === undefined ? [] : [expected])],
    photos: photos?.sources ?? [],
    markers: [],
  });
  const shown = read.photos.map((photo) => ({ ...photo, site: siteOfPage(engine, photo.page) }));
  const { photos: chosen, withoutAddress } = selectPhotos(photos?.order === 'reverse' ? shown.toReversed() : shown);
  if (chosen.length > recipe.pace.maxPhotos) {
    throw new PortalMismatchError(`${chosen.length} photos dans une intervention : plus que pace.maxPhotos`);
  }
  const expectedPhotos = expected === undefined ? null : (countOf(expected, read.texts(expected)) ?? null);
  const text = (name: 'pto' | 'client' | 'time' | 'departement' | 'jeton') => firstValues(values[name], read.texts)[0];
  const team = readTechnicians(values.technicians, read.texts);
  return {
    row: {
      ...pick('client', text('client')),
      ...pick('time', text('time')),
      ...pick('departement', text('departement')),
      ...pick('jeton', text('jeton')),
      // What the list wrote stays where the record says the same.
      ...(team.technicians.length === 0 || isDeepStrictEqual(team.technicians, row.technicians) ? {} : team),
    },
    pto: text('pto') ?? null,
    photos: chosen.map((photo, index) => createCandidate(engine, sessions, photo, index + 1)),
    expectedPhotos,
    warnings: [
      ...(withoutAddress === 0 ? [] : [`${withoutAddress} photo(s) nommée(s) sans lien dans le portail`]),
      ...(expectedPhotos === null || expectedPhotos === chosen.length
        ? []
        : [`le portail annonce ${expectedPhotos} photo(s), la page en montre ${chosen.length}`]),
    ],
  };
}

function pick<Key extends string>(key: Key, value: string | undefined): Partial<Record<Key, string>> {
  const found: Partial<Record<Key, string>> = {};
  if (value !== undefined) found[key] = value;
  return found;
}

function siteOfPage({ recipe }: Engine, page: string): string {
  return recipe.pages[page]?.site ?? Object.keys(recipe.sites)[0] ?? '';
}

/** The names of the intervention's documents in the portal's order. */
export async function readDocumentNames(
  engine: Engine,
  sessions: Sessions,
  row: InterventionRow,
): Promise<readonly string[]> {
  const { names } = engine.recipe;
  if (names === undefined) return [];
  const markers = names.none === undefined ? [] : [names.none];
  const read = await readPages(engine, sessions, row, { sources: names.items, photos: [], markers });
  const found = firstValues(names.items, read.texts);
  if (found.length === 0 && names.none !== undefined && !read.isShown(names.none)) {
    throw new PortalMismatchError('names : aucun nom, et le portail ne dit pas qu’il n’y en a pas');
  }
  return found;
}

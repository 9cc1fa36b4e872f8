import type { InterventionRow } from '../../domain/interventions/intervention.ts';
import { cleanValues } from '../../domain/portal/clean-value.ts';
import type { ReadCell } from '../../domain/portal/map-row.ts';
import type { PhotoSource } from '../../domain/portal/recipe-record.ts';
import type { Marker, Source } from '../../domain/portal/recipe-value.ts';
import { PortalMismatchError } from '../../ports/portal.ts';
import {
  type DocumentReading,
  type FoundPhoto,
  markerQuery,
  type PhotoQuery,
  sourceQuery,
} from './document-reading.ts';
import type { Engine } from './engine.ts';
import { readPage } from './read-page.ts';
import type { Sessions } from './sessions.ts';

/** A photo as a page shows it, and the source of the recipe that found it. */
export interface ShownPhoto {
  readonly found: FoundPhoto;
  readonly source: PhotoSource;
  readonly page: string;
  /** The page's own address: the Referer of the photo. */
  readonly pageAddress: string;
}

/** What the pages of one intervention gave. */
export interface PagesRead {
  readonly texts: ReadCell;
  readonly isShown: (marker: Marker) => boolean;
  /** In the order of the pages. */
  readonly photos: readonly ShownPhoto[];
}

/** What is sought in the pages of one intervention. */
export interface Wanted {
  readonly sources: readonly Source[];
  readonly photos: readonly PhotoSource[];
  /** Looked for in every page that is read. */
  readonly markers: readonly Marker[];
}

/** Reads each page that something is sought in, once. */
export async function readPages(
  engine: Engine,
  sessions: Sessions,
  row: InterventionRow,
  wanted: Wanted,
): Promise<PagesRead> {
  const { recipe, clock } = engine;
  const firstPage = Object.keys(recipe.pages)[0] ?? '';
  const pageOf = ({ page }: { readonly page?: string | undefined }) => page ?? firstPage;
  const fromPages = wanted.sources.filter((source) => source.row === undefined);
  const names = [...new Set([...fromPages, ...wanted.photos].map(pageOf))];
  const context = { day: row.date, now: clock.now(), zone: recipe.zone, row };

  const readings = await Promise.all(
    names.map(async (name) => {
      const { identity } = recipe.pages[name] ?? {};
      const sources = fromPages.filter((source) => pageOf(source) === name);
      const photos = wanted.photos.filter((source) => pageOf(source) === name);
      const reading = await readPage(engine, sessions, name, context, {
        sources: [...sources, ...(identity === undefined ? [] : [identity])].map(sourceQuery),
        photos: photos.map(photoQuery),
        markers: wanted.markers.map(markerQuery),
      });
      if (identity !== undefined) assertIdentity(name, identity, reading.sources[sources.length] ?? [], row);
      return { name, sources, photos, reading };
    }),
  );

  return {
    texts: (source) => textsOf(source, row, readings),
    isShown: (marker) => readings.some(({ reading }) => reading.markers[wanted.markers.indexOf(marker)] !== null),
    photos: readings.flatMap(({ name, photos, reading }) =>
      reading.photos.flatMap((found) => {
        const source = photos[found.query];
        return source === undefined ? [] : [{ found, source, page: name, pageAddress: reading.address }];
      }),
    ),
  };
}

function textsOf(
  source: Source,
  row: InterventionRow,
  readings: readonly { readonly sources: readonly Source[]; readonly reading: DocumentReading }[],
): readonly string[] {
  if (source.row !== undefined) return rowTexts(row, source.row);
  for (const { sources, reading } of readings) {
    const index = sources.indexOf(source);
    if (index !== -1) return reading.sources[index] ?? [];
  }
  return [];
}

function rowTexts(row: InterventionRow, name: NonNullable<Source['row']>): readonly string[] {
  const { reference, client, time, departement, jeton, technicians, columns } = row;
  const others = Object.entries(columns).map(([column, text]) => [`column:${column}`, text]);
  const values = { reference, client, time, departement, jeton, technicians, ...Object.fromEntries(others) };
  return [values[name] ?? ''].flat();
}

function assertIdentity(page: string, identity: Source, found: readonly string[], row: InterventionRow): void {
  const [shown] = cleanValues(found, identity);
  if (shown !== row.reference) {
    throw new PortalMismatchError(
      `pages.${page}.identity : la page montre « ${shown ?? 'rien'} » au lieu de « ${row.reference} »`,
    );
  }
}

function photoQuery(source: PhotoSource): PhotoQuery {
  // What stands beside the next photo is the next photo's.
  const inside = (given: Source) => ({ ...sourceQuery(given), until: source.each });
  return {
    each: source.each,
    address: (source.address ?? []).map(inside),
    names: source.name.map(inside),
    type: source.type === undefined ? [] : [inside(source.type)],
    rules: [...source.include, ...source.exclude].map(({ selector }) => selector ?? null),
  };
}

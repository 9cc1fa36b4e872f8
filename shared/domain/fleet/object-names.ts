import type { Day } from '../day.ts';
import type { FleetSource, FleetTable } from './catalogue-schema.ts';

/** The folder of a source's, or of a call's statistics', answers: `<family>/<table>`. */
export function rawFolder(sources: readonly FleetSource[]): string {
  const [first] = sources;
  if (first === undefined) throw new RangeError('no source');
  const stats = sources.flatMap(({ stat }) => stat ?? []);
  return `${first.family}/${stats.length === 0 ? first.table : stats.join('.')}`;
}

/** The folder of one generation of a window. */
export function windowFolder(sources: readonly FleetSource[], day: Day, generation: number): string {
  return `${rawFolder(sources)}/dt=${day}/g${String(generation).padStart(4, '0')}`;
}

/** The object whose presence says that a window is collected. */
export function manifestName(folder: string): string {
  return `${folder}/manifest.json`;
}

/**
 * A page's object. Its content is in its name, so that tries which meet other pages never mix; `last`: no page follows, so
 * that a part of one page is known to be whole.
 */
export function pageName(
  folder: string,
  part: string,
  page: { readonly position: number; readonly last: boolean; readonly sha256: string },
): string {
  const position = String(page.position).padStart(5, '0');
  return `${folder}/${part}/p${position}.${page.sha256.slice(0, 16)}${page.last ? '.last' : ''}.json.gz`;
}

/** The flattened rows of a table's window, the newest generation's. */
export function flattenedName(source: FleetSource, table: FleetTable, day: Day): string {
  const date = source.window === 'snapshot' ? '' : `_${day.replaceAll('-', '_')}`;
  return `${source.family}/${source.table}/${table.name}${date}.ndjson.gz`;
}

const manifestPattern = /\/dt=(\d{4}-\d\d-\d\d)\/g\d+\/manifest\.json$/;

/** The day that a manifest's name says; undefined when it is no manifest's. */
export function readManifestName(name: string): { readonly day: Day } | undefined {
  const [, day] = manifestPattern.exec(name) ?? [];
  return day === undefined ? undefined : { day };
}

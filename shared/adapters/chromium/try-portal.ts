import type { Day } from '../../domain/day.ts';
import { createImageInspector } from '../../domain/images/inspect-image.ts';
import type { InterventionRow } from '../../domain/interventions/intervention.ts';
import type { PhotoCandidate, Portal, PortalRecord } from '../../ports/portal.ts';

/** What one step of the check found. Texts are French, for people. */
export interface CheckedStep {
  /** Where it stands in the recipe (`list.steps[2].fill`), or what was checked (`list`, `record`, `photo`, `names`). */
  readonly step: string;
  readonly ok: boolean;
  readonly detail: string;
  /** The page's address, masked. */
  readonly address?: string;
  readonly screenshot?: string;
  /** The first rows of the list. */
  readonly rows?: readonly InterventionRow[];
}

/** The whole of a check. */
export interface CheckSummary {
  readonly ok: boolean;
  readonly rows: number;
  readonly rejects: number;
  /** Of the record that was opened. */
  readonly photos: number;
  readonly documentNames: number;
  readonly problems: readonly string[];
}

type Tell = (step: CheckedStep) => void;
/** Does the work; what it throws becomes a problem, told under the step's name, and the answer is undefined. */
type Attempt = <Result>(step: string, work: () => Promise<Result>) => Promise<Result | undefined>;

const rowsShown = 3;
const recordsTried = 5;

/** Does with the portal what a run would do, as far as reading goes, and tells each part as it is done. */
export async function tryPortal(portal: Portal, day: Day, tell: Tell): Promise<CheckSummary> {
  const problems: string[] = [];
  const attempt: Attempt = async (step, work) => {
    try {
      return await work();
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      problems.push(`${step} : ${detail}`);
      tell({ step, ok: false, detail });
      return undefined;
    }
  };
  const listed = await attempt('list', () => portal.listDay(day));
  if (listed === undefined) return { ok: false, rows: 0, rejects: 0, photos: 0, documentNames: 0, problems };
  const { rows, rejects, warnings } = listed;
  problems.push(...rejects.map(({ line, reason }) => `list : ligne ${line} : ${reason}`));
  tell({
    step: 'list',
    ok: rejects.length === 0,
    detail: [`${rows.length} interventions, ${rejects.length} lignes illisibles`, ...warnings].join(' ; '),
    rows: rows.slice(0, rowsShown),
  });

  const { shown, row } = await tryRecords(portal, rows, attempt, tell);
  const [first] = shown?.photos ?? [];
  const tried = first === undefined ? undefined : await attempt('photo', () => tryPhoto(first));
  if (tried !== undefined) {
    if (!tried.ok) problems.push(`photo : ${tried.detail}`);
    tell(tried);
  }
  const checkedRow = row ?? rows[0];
  const names =
    checkedRow === undefined ? undefined : await attempt('names', () => portal.readDocumentNames(checkedRow));
  if (names !== undefined)
    tell({ step: 'names', ok: true, detail: `${names.length} noms : ${names.slice(0, 5).join(', ')}` });
  return {
    ok: problems.length === 0,
    rows: rows.length,
    rejects: rejects.length,
    photos: shown?.photos.length ?? 0,
    documentNames: names?.length ?? 0,
    problems,
  };
}

/** Opens records until one has photos. */
async function tryRecords(
  portal: Portal,
  rows: readonly InterventionRow[],
  attempt: Attempt,
  tell: Tell,
): Promise<{ readonly shown: PortalRecord | undefined; readonly row: InterventionRow | undefined }> {
  let shown: PortalRecord | undefined;
  let row: InterventionRow | undefined;
  for (const candidate of rows.slice(0, recordsTried)) {
    const record = await attempt('record', () => portal.readRecord(candidate));
    if (record === undefined) break;
    [shown, row] = [record, candidate];
    const { photos, expectedPhotos, pto, warnings: remarks } = record;
    const counts = `${photos.length} photos${expectedPhotos === null ? '' : ` sur ${expectedPhotos} annoncées`}`;
    const won = Object.keys(record.row).join(', ') || 'aucune';
    tell({
      step: 'record',
      ok: remarks.length === 0,
      detail: [`${candidate.reference} : ${counts}, PTO ${pto ?? 'absent'}, valeurs lues : ${won}`, ...remarks].join(
        ' ; ',
      ),
    });
    if (photos.length > 0) break;
  }
  return { shown, row };
}

async function tryPhoto(photo: PhotoCandidate): Promise<CheckedStep> {
  const inspector = createImageInspector({ maxBytes: Number.MAX_SAFE_INTEGER });
  let bytes = 0;
  for await (const chunk of await photo.open()) {
    inspector.push(chunk);
    bytes += chunk.length;
  }
  const verdict = inspector.finish();
  const facts = verdict.accepted
    ? `${verdict.mime}, ${verdict.width} × ${verdict.height}`
    : `refusée : ${verdict.reason}`;
  return { step: 'photo', ok: verdict.accepted, detail: `${photo.name ?? 'sans nom'} : ${bytes} octets, ${facts}` };
}

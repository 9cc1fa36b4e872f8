import type { Day } from '../../domain/day.ts';
import { createImageInspector } from '../../domain/images/inspect-image.ts';
import type { InterventionRow } from '../../domain/interventions/intervention.ts';
import { maskAddress } from '../../domain/portal/mask-address.ts';
import type { PhotoCandidate, Portal, PortalRecord } from '../../ports/portal.ts';
import type { Engine, StepNews } from './engine.ts';
import { keepEvidence } from './keep-evidence.ts';
import { createQueue } from './queue.ts';
import { type ChromiumPortalOptions, openWatchedPortal } from './watched-portal.ts';

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

export interface CheckOptions extends ChromiumPortalOptions {
  readonly day: Day;
}

const rowsShown = 3;
const recordsTried = 5;

/**
 * Tries the recipe on one day: login, list, the first record that has photos, its first photo, its names. Tells each step
 * as it is done, and returns the whole. Nothing is sent anywhere.
 */
export async function* checkPortal(options: CheckOptions): AsyncGenerator<CheckedStep, CheckSummary> {
  const { day, screenshotsTo, ...rest } = options;
  const steps = createQueue<CheckedStep>();
  const portal = openWatchedPortal(rest, async (news, engine) =>
    steps.push(await describeNews(news, engine, screenshotsTo)),
  );
  const checking = check(portal, day, (step) => steps.push(step)).finally(() => steps.end());
  try {
    yield* steps.items();
    return await checking;
  } finally {
    await portal.close();
    // Whoever stops listening early has closed the browser under the check: its end is of no interest then.
    await checking.catch(() => undefined);
  }
}

async function describeNews({ step, tab, detail }: StepNews, engine: Engine, folder?: string): Promise<CheckedStep> {
  const picture = tab === undefined || folder === undefined ? undefined : await keepEvidence(tab, folder, step, engine);
  return {
    step,
    ok: !step.startsWith('echec'),
    detail: tab === undefined ? maskAddress(detail) : detail,
    ...(tab === undefined ? {} : { address: maskAddress(tab.page.url()) }),
    ...(picture === undefined ? {} : { screenshot: picture }),
  };
}

async function check(portal: Portal, day: Day, tell: (step: CheckedStep) => void): Promise<CheckSummary> {
  const problems: string[] = [];
  const attempt = async <Result>(step: string, work: () => Promise<Result>): Promise<Result | undefined> => {
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
  const [first] = shown?.photos ?? [];
  if (first !== undefined) await attempt('photo', async () => tell(await tryPhoto(first)));
  const checkedRow = row;
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

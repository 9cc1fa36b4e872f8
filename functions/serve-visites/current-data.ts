import { createHash } from 'node:crypto';
import { NotFoundError } from '../../shared/ports/failures.ts';
import type { VisitesData } from '../../shared/ports/visites-engine.ts';
import { ProblemError } from '../../shared/runtime/problem.ts';
import type { VisitesPorts } from './visites-ports.ts';

type DataPorts = Pick<VisitesPorts, 'engine' | 'currentVersion' | 'refreshSeconds' | 'clock' | 'logger'>;

/** Somebody may have been erased from a delivery since it was opened: so long after, it is opened again. */
const reopenMs = 3_600_000;

/**
 * The data that is asked now. It is looked up again after `refreshSeconds`; while a newer delivery is made ready, and when
 * that fails, the one before answers. Its version says what people are called in it too: answers that were kept, here or by a
 * client, do not bring back who was erased. @throws ProblemError 503 when there is none yet.
 */
export function createCurrentData({ engine, currentVersion, refreshSeconds, clock, logger }: DataPorts) {
  let served: VisitesData | undefined;
  let opened = { version: '', at: Number.NEGATIVE_INFINITY };
  let lookedUpAt = Number.NEGATIVE_INFINITY;
  let opening: Promise<void> | undefined;

  /** Opens what readers see now; whoever comes meanwhile waits for the same opening. */
  function open(): Promise<void> {
    opening ??= openCurrent().finally(() => {
      opening = undefined;
    });
    return opening;
  }

  async function openCurrent(): Promise<void> {
    const version = await currentVersion();
    lookedUpAt = clock.now().getTime();
    if (version === null || (version === opened.version && lookedUpAt - opened.at < reopenMs)) return;
    try {
      await serve(version);
    } catch (error) {
      // It may have been replaced, and dropped, since it was looked up.
      const now = error instanceof NotFoundError ? await currentVersion() : version;
      if (now === null || now === version) throw error;
      await serve(now);
    }
  }

  async function serve(version: string): Promise<void> {
    const data = await engine.open(version);
    served = { ...data, version: `${version} ${namesIn(data)}` };
    if (version !== opened.version) logger.info('visits are served from another delivery', { version });
    opened = { version, at: lookedUpAt };
  }

  return async (): Promise<VisitesData> => {
    const isDue = clock.now().getTime() - lookedUpAt >= refreshSeconds * 1000;
    if (served !== undefined && isDue) {
      void open().catch((error: unknown) => logger.error('the newest delivery cannot be opened', {}, error));
    }
    if (served === undefined) await open();
    if (served === undefined) throw nothingYet();
    return served;
  };
}

function namesIn({ reference }: VisitesData): string {
  const names = Array.from(reference.users.values(), ({ id, name }) => [id, name]);
  return createHash('sha256').update(JSON.stringify(names)).digest('base64url').slice(0, 8);
}

function nothingYet(): ProblemError {
  const detail = 'Aucune livraison de visites n’est importée : « terrain import visites DOSSIER » en importe une.';
  return new ProblemError({ status: 503, detail, headers: { 'retry-after': '5' } });
}

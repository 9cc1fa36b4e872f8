import type { MailState } from '../../shared/domain/exports/export-run.ts';
import type { ExportRuns } from '../../shared/pipeline/exports/export-runs.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Count } from '../../shared/ports/counts.ts';
import { RetryLaterError } from '../../shared/ports/failures.ts';
import { type Mail, type Mailer, MailMaybeSentError, MailRefusedError } from '../../shared/ports/mailer.ts';

export type MailSlot = 'mail' | 'report';

export interface MadeMail {
  readonly mail: Omit<Mail, 'to'>;
  readonly withLink: boolean;
}

/** Longer than a function may run: whoever was sending then is dead. */
const longestSendSeconds = 600;
const endings: ReadonlySet<MailState['status']> = new Set(['envoye', 'incertain', 'refuse', 'sans']);

interface SendPorts {
  readonly runs: ExportRuns;
  readonly mailer: Mailer | undefined;
  readonly clock: Clock;
  readonly count: Count;
  readonly owner: string;
}

/**
 * Sends one mail of a run at most once. That it may leave is written down at the last moment before it can: whoever finds
 * that later, without its end, does not send it again but calls it uncertain.
 */
export function createSendOnce({ runs, mailer, clock, count, owner }: SendPorts) {
  const now = () => clock.now().toISOString();
  const fresh = (): MailState => ({
    status: 'prevu',
    at: now(),
    owner: null,
    accepted: 0,
    reason: null,
    withLink: false,
  });

  /** @throws MailRefusedError once it is written down · RetryLaterError while another may be sending it. */
  return async (slot: MailSlot, runId: string, to: readonly string[], make: () => Promise<MadeMail>): Promise<void> => {
    const save = async (change: (state: MailState) => Partial<MailState> | undefined) => {
      let status: MailState['status'] | undefined;
      const saved = await runs.change(runId, (run) => {
        const state = run[slot] ?? fresh();
        const next = change(state);
        status = next?.status;
        return next === undefined ? undefined : { ...run, [slot]: { ...state, at: now(), ...next } };
      });
      if (saved !== undefined && status !== undefined && endings.has(status))
        count('terrain.exports.mails', 1, { export: saved.export, mail: slot, status });
      return saved;
    };

    if (mailer === undefined || to.length === 0) {
      const reason = mailer === undefined ? 'aucun serveur de messagerie (SMTP_URL)' : 'aucun destinataire';
      await save(({ status }) => (status === 'prevu' ? { status: 'sans', reason } : undefined));
      return;
    }
    const found = (await runs.get(runId))?.[slot];
    if (found?.status === 'envoye' || found?.status === 'incertain') return;
    if (found?.status === 'en_envoi') {
      const ageSeconds = (clock.now().getTime() - Date.parse(found.at)) / 1000;
      if (found.owner !== owner && ageSeconds < longestSendSeconds)
        throw new RetryLaterError(`mail of ${runId}: somebody may be sending it`, 60);
      await save(({ status }) => (status === 'en_envoi' ? { status: 'incertain' } : undefined));
      return;
    }

    const { mail, withLink } = await make();
    const markLeaving = async (): Promise<void> => {
      const saved = await save(({ status }) =>
        status === 'prevu' || status === 'refuse' || status === 'sans'
          ? { status: 'en_envoi', owner, withLink }
          : undefined,
      );
      const state = saved?.[slot];
      if (state?.status !== 'en_envoi' || state.owner !== owner)
        throw new RetryLaterError(`mail of ${runId}: another sends it`, 60);
    };
    try {
      const { accepted, refused } = await mailer.send({ ...mail, to }, markLeaving);
      const reason = refused.length === 0 ? null : refused.map((one) => `${one.address} (${one.reason})`).join(', ');
      await save(() => ({ status: 'envoye', accepted: accepted.length, reason, withLink }));
    } catch (error) {
      if (error instanceof MailMaybeSentError) {
        await save(() => ({ status: 'incertain', reason: error.message }));
        return;
      }
      // Whatever else went wrong, the server has told us that it does not have the mail, or it cannot have it.
      if (error instanceof MailRefusedError)
        await save(() => ({ status: 'refuse', reason: error.message, owner: null }));
      else if (!(error instanceof RetryLaterError)) {
        const reason = error instanceof Error ? error.message : String(error);
        await save(({ status }) =>
          status === 'prevu' || status === 'en_envoi' ? { status: 'prevu', owner: null, reason } : undefined,
        );
      }
      throw error;
    }
  };
}

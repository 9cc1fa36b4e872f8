import type { FleetSource } from '../../shared/domain/fleet/catalogue-schema.ts';
import { utcDay } from '../../shared/domain/fleet/fleet-window.ts';
import { skippedLabels } from '../../shared/domain/fleet/labels.ts';
import { recordFailure } from '../../shared/domain/fleet/ledger.ts';
import { fleetTopics, type WindowPlanned } from '../../shared/messages/fleet.ts';
import type { Ledger } from '../../shared/pipeline/fleet/ledger.ts';
import { releaseDependents } from '../../shared/pipeline/fleet/release-dependents.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import { PermanentError } from '../../shared/ports/failures.ts';
import { FleetForbiddenError } from '../../shared/ports/fleet-api.ts';
import type { Logger } from '../../shared/ports/logger.ts';
import type { Publisher } from '../../shared/ports/messages.ts';

interface FailurePorts {
  readonly ledger: Ledger;
  readonly publisher: Publisher;
  readonly clock: Clock;
}

/** What becomes of a window that could not be collected: it is written down why, and never taken for one without data. */
export function createFailures(ports: FailurePorts) {
  const { ledger, publisher, clock } = ports;
  // Endpoints that a run's token may not read: one refusal is enough.
  const refused = new Map<string, string>();
  const keyOf = ({ runId }: WindowPlanned, { table }: FleetSource) => `${runId} ${table}`;

  async function skip(message: WindowPlanned, source: FleetSource, reason: string): Promise<void> {
    const at = clock.now().toISOString();
    await ledger.update(message.tables, message.day, (record) => record && recordFailure(record, 'ignore', reason, at));
    await releaseDependents(source.table, ports);
  }

  return {
    /** Skips a window of a table that this run was refused already, or whose ids it was refused. @returns whether it did. */
    async skipRefused(message: WindowPlanned, source: FleetSource): Promise<boolean> {
      const known = message.tables.length === 1 ? refused.get(keyOf(message, source)) : undefined;
      const reason = known ?? (await reasonOfIds(source));
      if (reason !== undefined) await skip(message, source, reason);
      return reason !== undefined;
    },

    /** Writes the failure down. @throws it again, so that it is tried again or kept, unless the table is to be skipped. */
    async record(message: WindowPlanned, source: FleetSource, error: unknown, logger: Logger): Promise<void> {
      const reason = error instanceof Error ? error.message : String(error);
      if (error instanceof FleetForbiddenError) {
        if (message.tables.length > 1) return askAlone(message);
        const said = skippedLabels.refused(error.endpoint, error.said);
        refused.set(keyOf(message, source), said);
        logger.warn(`fleet table skipped: ${reason}`, { runId: message.runId, table: source.table });
        return skip(message, source, said);
      }
      const at = clock.now().toISOString();
      await ledger.update(
        message.tables,
        message.day,
        (record) => record && recordFailure(record, 'en_erreur', reason, at),
      );
      if (error instanceof PermanentError) await releaseDependents(source.table, ports);
      throw error;
    },
  };

  /** The refusal may be of one table only: each is asked alone. */
  async function askAlone({ runId, day, tables, generation }: WindowPlanned): Promise<void> {
    for (const table of tables) {
      const plan = { tables: [table], generation, at: clock.now().toISOString() };
      await ledger.update([table], day, (record) => record && { ...record, plan });
      await publisher.publish(fleetTopics.windowPlanned, { runId, day, tables: [table], generation });
    }
  }

  /** Why the ids that a source is asked by are not to be had: its own source was skipped today. */
  async function reasonOfIds({ ids }: FleetSource): Promise<string | undefined> {
    if (ids === undefined) return undefined;
    const record = await ledger.get(ids.of, utcDay(clock.now()));
    if (record?.status !== 'ignore') return undefined;
    return skippedLabels.withoutIds(ids.of, record.failure?.reason ?? '');
  }
}

import { fleetSources } from '../../domain/fleet/catalogue.ts';
import { globalRequestsPerSecond } from '../../domain/fleet/estimate-calls.ts';
import type { FleetRun } from '../../domain/fleet/fleet-run.ts';
import type { WindowStatus } from '../../domain/fleet/ledger.ts';
import type { Ledger } from '../../pipeline/fleet/ledger.ts';
import { readFleetMeter } from '../../wiring/fleet-meter.ts';
import { bar } from '../terminal/bar.ts';
import { formatDuration } from '../terminal/table.ts';

/** Where a run stands: windows, rows, calls, their pace against the limits, and the time that is left. */
export function createFleetProgress(ledger: Ledger, runId: string, tables: readonly string[] | undefined) {
  const startedAt = Date.now();
  const before = readFleetMeter();
  const budget = budgetOf(tables);
  const count = (...statuses: WindowStatus[]) =>
    ledger.count([
      { field: 'runId', op: '==', value: runId },
      { field: 'status', op: 'in', value: statuses },
    ]);

  return {
    async read(run: FleetRun | undefined, columns: number) {
      const [waiting, kept, loaded, failed] = await Promise.all([
        count('prevu'),
        count('collecte'),
        count('charge', 'vide'),
        count('en_erreur', 'ignore'),
      ]);
      const total = waiting + kept + loaded + failed;
      const done = loaded + failed;
      const meter = readFleetMeter();
      const seconds = (Date.now() - startedAt) / 1000;
      const calls = meter.calls - before.calls;
      const windows = `Fenêtres ${done}/${total}${run?.plannedAt == null ? '…' : ''}`;
      const facts = [
        `${(meter.rows - before.rows).toLocaleString('fr-FR')} lignes`,
        `${calls} appels`,
        `${(calls / seconds).toLocaleString('fr-FR', { maximumFractionDigits: 1 })}/s sur ${budget}/s permis`,
        ...(failed === 0 ? [] : [`${failed} en erreur ou ignorées`]),
        ...(done === 0 || done === total
          ? []
          : [`reste environ ${formatDuration(Math.round((seconds / done) * (total - done)) * 1000)}`]),
      ].join(' · ');
      const width = Math.max(10, Math.min(40, columns - windows.length - 2));
      return { lines: [`${windows} ${bar(loaded, failed, total, width)}`, facts], summary: `${windows} · ${facts}` };
    },
  };
}

/** The most calls a second that the documented limits of these tables allow together. */
function budgetOf(tables: readonly string[] | undefined): number {
  const asked = fleetSources.filter(({ table }) => tables?.includes(table) ?? true);
  const limits = new Map(asked.map(({ endpoint, requestsPerSecond }) => [endpoint, requestsPerSecond]));
  return Math.min(
    globalRequestsPerSecond,
    [...limits.values()].reduce((sum, limit) => sum + limit, 0),
  );
}

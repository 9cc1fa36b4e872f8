import { formatDay } from '../../domain/day.ts';
import type { FleetReport } from '../../domain/fleet/fleet-report.ts';
import { windowLabels } from '../../domain/fleet/labels.ts';
import { formatBytes, formatDuration, formatTable } from '../terminal/table.ts';

const mostListed = 30;

/** The end of a run for people: table by table, what is missing and why, what to do about it. */
export function describeFleetRun(report: FleetReport, skipped: ReadonlyMap<string, string>, logFile: string): string {
  const { missing, byTable, covered, notDue } = report;
  const facts = [
    `Passage ${report.runId} : ${report.windows} fenêtres, ${report.rows.toLocaleString('fr-FR')} lignes,`,
    `${report.pages.toLocaleString('fr-FR')} pages (${formatBytes(report.bytes)}),`,
    `${formatDuration(Date.parse(report.endedAt) - Date.parse(report.startedAt))}.`,
  ].join(' ');
  const tables = Object.entries(byTable).map(([table, { windows, rows, pages, states }]) => [
    table,
    windows,
    rows,
    states.vide ?? 0,
    (states.prevu ?? 0) + (states.collecte ?? 0) + (states.en_erreur ?? 0),
    pages,
  ]);
  return [
    ...(tables.length === 0
      ? []
      : [formatTable(['Table', 'Fenêtres', 'Lignes', 'Vides', 'Manquantes', 'Pages'], tables)]),
    facts,
    ...(covered === 0 ? [] : [`${covered} fenêtres étaient déjà dans l’entrepôt (--force les redemande).`]),
    ...(notDue === 0 ? [] : [`${notDue} fenêtres ne sont pas encore prêtes chez le fournisseur.`]),
    ...(skipped.size === 0
      ? []
      : [`Tables ignorées :\n${[...skipped].map(([table, why]) => `- ${table} : ${why}`).join('\n')}`]),
    ...(missing.length === 0 ? [settled(report, skipped.size)] : [describeMissing(missing), `Détails : ${logFile}`]),
  ].join('\n\n');
}

function describeMissing(missing: FleetReport['missing']): string {
  const lines = missing
    .slice(0, mostListed)
    .map(({ table, day, status, why }) => `- ${table}, ${formatDay(day)} : ${why || windowLabels[status]}`);
  const more = missing.length > mostListed ? [`… et ${missing.length - mostListed} autres`] : [];
  return `Manquantes (la même commande les redemande) :\n${[...lines, ...more].join('\n')}`;
}

function settled({ windows, covered }: FleetReport, skipped: number): string {
  if (windows + covered === 0) return 'Aucune fenêtre à collecter ni à charger.';
  return skipped === 0 ? 'Tout est dans l’entrepôt.' : 'Le reste est dans l’entrepôt.';
}

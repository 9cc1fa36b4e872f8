import { type DeliveryRecord, deliveryStateLabels } from '../../domain/delivery/delivery-record.ts';
import { bar } from '../terminal/bar.ts';
import { formatDuration, formatTable } from '../terminal/table.ts';
import type { FolderFile } from './read-folder.ts';

const count = (value: number) => value.toLocaleString('fr-FR');

/** Where an import stands: tables done, rows so far and the table under way. */
export function deliveryProgress(record: DeliveryRecord | undefined, files: readonly FolderFile[], columns: number) {
  const read = record?.tables ?? [];
  const rows = read.reduce((total, table) => total + table.rows, 0);
  const rejects = read.reduce((total, table) => total + table.rejects, 0);
  const current = read.at(-1)?.table ?? '';
  const title = `Import ${Math.min(read.length, files.length)}/${files.length}`;
  const failed = rejects === 0 ? '' : ` · ${count(rejects)} rejetées`;
  const facts = `${current} · ${count(rows)} lignes${failed}`;
  const width = Math.max(10, Math.min(40, columns - title.length - 2));
  return {
    lines: [`${title} ${bar(read.length, 0, files.length, width)}`, facts],
    summary: `${title} · ${facts}`,
    phase: current,
  };
}

/** What became of a delivery: its tables, what was rejected and where that is, or why it was refused. */
export function describeDelivery(record: DeliveryRecord): string {
  const { set, delivery, state, tables, reason, startedAt, endedAt } = record;
  const heading = `Livraison ${delivery} (${set}) : ${deliveryStateLabels[state]}`;
  if (state !== 'importee') return `${heading}. ${reason ?? ''}\nLes données d’avant restent en place.`;
  const rows = tables.reduce((total, table) => total + table.rows, 0);
  const rejects = tables.reduce((total, table) => total + table.rejects, 0);
  const elapsed = Date.parse(endedAt ?? startedAt) - Date.parse(startedAt);
  const empty = tables.filter((table) => table.rows === 0).map(({ table }) => table);
  return [
    `${heading} en ${formatDuration(elapsed)} : ${count(rows)} lignes, ${count(rejects)} rejetées.`,
    formatTable(
      ['Table', 'Lignes', 'Rejetées'],
      tables.map((table) => [table.table, table.rows, table.rejects]),
    ),
    ...(empty.length === 0 ? [] : [`Sans aucune ligne : ${empty.join(', ')}.`]),
    ...(rejects === 0
      ? []
      : [`Chaque ligne rejetée, avec sa raison : objects/imports/rejects/${set}/${delivery}/<table>.ndjson`]),
  ].join('\n');
}

import type { ExportDefinition } from '../../domain/exports/export-definition.ts';
import { describeSchedule } from '../../domain/exports/schedule-days.ts';
import { formatTable } from '../terminal/table.ts';

/** What there is to export, for people. */
export function listExports(definitions: readonly ExportDefinition[]): string {
  const rows = definitions.map(({ name, title, format, schedule, settings }) => [
    name,
    title,
    format.toUpperCase(),
    describeSchedule(schedule),
    Object.keys(settings).join(', '),
  ]);
  return `${formatTable(['Export', 'Contenu', 'Format', 'Horaire', 'Réglages (--set)'], rows)}\n`;
}

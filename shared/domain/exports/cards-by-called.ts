import { defineExport } from './define-export.ts';
import type { ExportDefinition } from './export-definition.ts';
import { compactMonth } from './months.ts';

interface CardsByCalled {
  readonly name: string;
  readonly title: string;
  readonly schedule: string;
  /** What has become of the card: see the table `fiches`. */
  readonly called: 'B' | 'D';
}

/** The cards with that `called`, of the segments that were loaded on the first of the month. No window of days. */
export function defineCardsByCalled({ name, title, schedule, called }: CardsByCalled): ExportDefinition {
  return defineExport({
    name,
    title,
    format: 'csv',
    schedule,
    settings: { mois: (date) => date.slice(0, 7) },
    query: `
      SELECT fichier, numeroabonne, numerocarte, tel, coderefus, fichierclient, codefinappel, dateappel
      FROM fiches.fiches
      WHERE called = @called AND REGEXP_CONTAINS(fichier, CONCAT('_', @mois, '01(_|$)'))
      ORDER BY fichier, main_id`,
    parameters: ({ settings }) => ({ called, mois: compactMonth(settings.mois) }),
    columns: [
      { header: 'main_fichier', from: 'fichier' },
      { header: 'main_numeroabonne', from: 'numeroabonne' },
      { header: 'main_numerocarte', from: 'numerocarte' },
      { header: 'main_tel', from: 'tel' },
      { header: 'main_coderefus', from: 'coderefus' },
      { header: 'main_fichierclient', from: 'fichierclient' },
      { header: 'main_codefinappel', from: 'codefinappel' },
      { header: 'main_coderefus', from: 'coderefus' },
      { header: 'dateappel', from: 'dateappel', kind: 'date' },
    ],
    empty: 'send',
    file: (date) => `export_${name}_${date.replaceAll('-', '')}.csv`,
    deliver: { folder: 'EXPORT_QUOTIDIEN', mail: true },
  });
}

import { addDays } from '../domain/day.ts';
import { defineExport } from '../domain/exports/define-export.ts';
import { cardsWithStatus } from '../domain/fiches/final-status.ts';

/** The cards that are old enough to be closed, by their segment: the first rule that matches says after how many days. */
export default defineExport({
  name: 'fiches_cloturees',
  title: 'Fiches clôturées',
  format: 'csv',
  schedule: '40 4 * * *',
  // The year of the segments, and the segments that are closed at any age, separated by blanks.
  settings: { annee: (date) => addDays(date, -1).slice(0, 4), segments: () => '' },
  query: `
    WITH ${cardsWithStatus},
    aged AS (
      SELECT
        *,
        CASE
          WHEN fichier IN UNNEST(@segments) THEN 0
          WHEN NOT REGEXP_CONTAINS(fichier, CONCAT('_', @annee, '[0-9]{2}01(_|$)')) THEN NULL
          WHEN REGEXP_CONTAINS(fichier, 'ECHEANCE.*1MC') THEN 6
          WHEN STRPOS(fichier, 'FRAIS') > 0 THEN 7
          WHEN STRPOS(fichier, 'ECHEANCE') > 0 THEN 15
        END AS jours
      FROM cards
    )
    SELECT main_id, fichier, datechargment, codefinappel, coderefus, called, called_old, dateappel, statut
    FROM aged
    WHERE jours IS NOT NULL
      AND (jours = 0 OR DATE_DIFF(@aujourdhui, datechargment, DAY) >= jours)
      AND COALESCE(called, '') <> 'B'
    ORDER BY main_id`,
  parameters: ({ date, settings }) => ({
    aujourdhui: { type: 'DATE', value: date },
    annee: settings.annee ?? '',
    segments: (settings.segments ?? '').split(' ').filter((segment) => segment !== ''),
  }),
  columns: [
    { header: 'main_id', from: 'main_id', kind: 'number' },
    { header: 'main_fichier', from: 'fichier' },
    { header: 'main_datechargment', from: 'datechargment', kind: 'date' },
    { header: 'main_codefinappel', from: 'codefinappel' },
    { header: 'main_coderefus', from: 'coderefus' },
    { header: 'main_called', from: 'called' },
    { header: 'main_called_old', from: 'called_old' },
    { header: 'main_dateappel', from: 'dateappel', kind: 'date' },
    { header: 'STATUS', from: 'statut' },
  ],
  empty: 'send',
  file: (date) => `export_fiches_cloturees_${date.replaceAll('-', '')}.csv`,
  deliver: { folder: 'EXPORT_QUOTIDIEN', mail: true },
});

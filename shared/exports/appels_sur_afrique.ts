import { addDays } from '../domain/day.ts';
import { defineExport } from '../domain/exports/define-export.ts';
import { callEndCodes } from '../domain/fiches/segment.ts';

/** The eight refusals that the segment CHADEC of Benin leaves out unless a run says others: nobody could be talked to. */
const chadecBeninLeftOut = [
  'FAUX NUMERO',
  'NUMERO NON ATTRIBUE',
  'HORS ZONE',
  'DECEDE',
  'NE REPOND PAS',
  'REPONDEUR',
  'OCCUPE',
  'A RAPPELER',
];

/** Yesterday's calls of the segments that were loaded on the first of a month, and of some more. */
export default defineExport({
  name: 'appels_sur_afrique',
  title: 'Appels sur l’Afrique',
  format: 'csv',
  schedule: '10 4 * * *',
  // The year of the segments; further segments by their names, separated by blanks; refusals, separated by commas.
  settings: {
    annee: (date) => addDays(date, -1).slice(0, 4),
    segments: () => '',
    refus_exclus: () => chadecBeninLeftOut.join(','),
  },
  query: `
    SELECT fichier, pays, codefinappel, coderefus, dateappel, tempscom_secondes, tempscom_reel_secondes
    FROM fiches.fiches
    WHERE dateappel = @hier
      AND codefinappel IN UNNEST(@codes)
      AND (REGEXP_CONTAINS(fichier, CONCAT('_', @annee, '[0-9]{2}01(_|$)')) OR fichier IN UNNEST(@segments))
      AND NOT (
        STRPOS(fichier, 'CHADEC') > 0 AND STRPOS(fichier, 'BENIN') > 0
        AND COALESCE(coderefus, '') IN UNNEST(@exclus)
      )
    ORDER BY fichier, main_id`,
  parameters: ({ date, settings }) => ({
    hier: { type: 'DATE', value: addDays(date, -1) },
    codes: callEndCodes,
    annee: settings.annee ?? '',
    segments: (settings.segments ?? '').split(' ').filter((segment) => segment !== ''),
    exclus: (settings.refus_exclus ?? '')
      .split(',')
      .map((code) => code.trim())
      .filter((code) => code !== ''),
  }),
  columns: [
    { header: 'main_fichier', from: 'fichier' },
    { header: 'Main_Pays', from: 'pays' },
    { header: 'Main_CodeFinappel', from: 'codefinappel' },
    { header: 'Main_CodeRefus', from: 'coderefus' },
    { header: 'main_dateappel', from: 'dateappel', kind: 'date' },
    { header: 'Main_TempsCom', from: 'tempscom_secondes', kind: 'number' },
    { header: 'Main_TempsCom_Reel', from: 'tempscom_reel_secondes', kind: 'number' },
    { header: 'date', from: 'dateappel', kind: 'date' },
  ],
  empty: 'send',
  file: (date) => `export_appels_sur_afrique_${date.replaceAll('-', '')}.csv`,
  deliver: { folder: 'EXPORT_QUOTIDIEN', mail: true },
});

import { addDays } from '../domain/day.ts';
import { defineExport } from '../domain/exports/define-export.ts';

/**
 * The marks that subscribers gave their distributors yesterday: the means by segment, country and distributor. A mark with
 * decimals counts by its first digit; `.` and `nsp` are none.
 */
export default defineExport({
  name: 'note_distributeur',
  title: 'Notes des distributeurs',
  format: 'csv',
  schedule: '15 4 * * *',
  query: `
    WITH notes AS (
      SELECT
        fichier, pays, distributeur,
        SAFE_CAST(IF(REGEXP_CONTAINS(q5qosdistributeur, '[.,]'), SUBSTR(q5qosdistributeur, 1, 1), q5qosdistributeur) AS INT64) AS service,
        SAFE_CAST(IF(REGEXP_CONTAINS(q5formuleabonnement, '[.,]'), SUBSTR(q5formuleabonnement, 1, 1), q5formuleabonnement) AS INT64) AS formule,
        SAFE_CAST(IF(REGEXP_CONTAINS(q5prestationinstallation, '[.,]'), SUBSTR(q5prestationinstallation, 1, 1), q5prestationinstallation) AS INT64) AS installation
      FROM fiches.fiches
      WHERE dateappel = @hier AND codefinappel = 'CPLUS' AND STRPOS(fichier, 'WELCOME') > 0
        AND NULLIF(q5qosdistributeur, '') IS NOT NULL AND LOWER(q5qosdistributeur) NOT IN ('.', 'nsp')
    )
    SELECT
      fichier, pays, distributeur,
      AVG(service) AS service, AVG(formule) AS formule, AVG(installation) AS installation
    FROM notes
    GROUP BY fichier, pays, distributeur
    ORDER BY fichier, pays, distributeur`,
  parameters: ({ date }) => ({ hier: { type: 'DATE', value: addDays(date, -1) } }),
  columns: [
    { header: 'Fichier', from: 'fichier' },
    { header: 'Pays', from: 'pays' },
    { header: 'Distributeur', from: 'distributeur' },
    { header: 'QoSDistributeurAgree', from: 'service', kind: 'number' },
    { header: 'FormuleAbonnement', from: 'formule', kind: 'number' },
    { header: 'PrestationInstallation', from: 'installation', kind: 'number' },
  ],
  empty: 'send',
  // Its readers look for this name, letter by letter.
  file: (date) => `export_note_distibuteur_${date.replaceAll('-', '')}.csv`,
  deliver: { folder: 'EXPORT_QUOTIDIEN', mail: true },
});

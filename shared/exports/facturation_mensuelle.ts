import { defineExport } from '../domain/exports/define-export.ts';
import { monthBefore, monthBounds } from '../domain/exports/months.ts';
import { segmentSuffix } from '../domain/fiches/segment.ts';

const campaign = `REGEXP_REPLACE(fichier, r'${segmentSuffix}', '')`;

/**
 * What a month is billed by, for each campaign and country: cards that were called, their calls and minutes (begun ones
 * count), conversations and sales.
 */
export default defineExport({
  name: 'facturation_mensuelle',
  title: 'Facturation mensuelle',
  format: 'xlsx',
  schedule: '30 5 1 * *',
  settings: { mois: monthBefore },
  query: `
    WITH called AS (
      SELECT ${campaign} AS campagne, pays, archives.main_id, archives.duree_secondes
      FROM fiches.archives_appel AS archives
      JOIN fiches.fiches AS f ON f.main_id = archives.main_id
      WHERE archives.call_time >= @debut_instant AND archives.call_time < @fin_instant
    ),
    ended AS (
      SELECT ${campaign} AS campagne, pays, codefinappel
      FROM fiches.fiches
      WHERE dateappel >= @debut AND dateappel < @fin AND codefinappel IN ('CPLUS', 'REFUS', 'CAS PARTICULIER')
    ),
    parts AS (
      SELECT campagne, pays, COUNT(DISTINCT main_id) AS fiches, COUNT(*) AS appels, 0 AS contacts, 0 AS ventes,
        COALESCE(SUM(duree_secondes), 0) AS secondes
      FROM called GROUP BY campagne, pays
      UNION ALL
      SELECT campagne, pays, 0 AS fiches, 0 AS appels, COUNT(*) AS contacts, COUNTIF(codefinappel = 'CPLUS') AS ventes,
        0 AS secondes
      FROM ended GROUP BY campagne, pays
    )
    SELECT
      campagne, pays,
      CAST(SUM(fiches) AS INT64) AS fiches, CAST(SUM(appels) AS INT64) AS appels,
      CAST(SUM(contacts) AS INT64) AS contacts, CAST(SUM(ventes) AS INT64) AS ventes,
      DIV(CAST(SUM(secondes) AS INT64) + 59, 60) AS minutes
    FROM parts
    GROUP BY campagne, pays
    ORDER BY campagne, pays`,
  parameters: ({ settings, dayBounds }) => {
    const { first, next } = monthBounds(settings.mois ?? '');
    return {
      debut: { type: 'DATE', value: first },
      fin: { type: 'DATE', value: next },
      debut_instant: { type: 'TIMESTAMP', value: dayBounds(first).from },
      fin_instant: { type: 'TIMESTAMP', value: dayBounds(next).from },
    };
  },
  columns: [
    { header: 'Campagne', from: 'campagne', width: 36 },
    { header: 'Pays', from: 'pays', width: 22 },
    { header: 'Fiches', from: 'fiches', kind: 'number', total: true },
    { header: 'Appels', from: 'appels', kind: 'number', total: true },
    { header: 'Contacts', from: 'contacts', kind: 'number', total: true },
    { header: 'Ventes', from: 'ventes', kind: 'number', total: true },
    { header: 'Minutes', from: 'minutes', kind: 'number', total: true },
  ],
  empty: 'hold',
  file: (date) => `facturation_mensuelle_${date.replaceAll('-', '')}.xlsx`,
  deliver: { folder: 'FACTURATION', mail: true },
});

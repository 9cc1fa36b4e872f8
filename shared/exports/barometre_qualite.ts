import { addDays } from '../domain/day.ts';
import { defineExport } from '../domain/exports/define-export.ts';

const linesWanted = 333;
const linesOfEach = 10;
const firstCountries = ['TOGO', 'MALI', 'BURKINA FASO', 'RDC'];
const countries = [
  ...firstCountries,
  ...['BENIN', 'CAMEROUN', 'CENTRAFRIQUE', 'CONGO', "COTE D'IVOIRE", 'DJIBOUTI', 'GABON', 'GAMBIE'],
  ...['GHANA', 'GUINEE', 'GUINEE EQUATORIALE', 'MADAGASCAR', 'MAURITANIE', 'NIGER', 'SENEGAL', 'TCHAD'],
];

/**
 * The quality barometer: 333 subscribers that were talked to in the last fifteen days, ten each of four countries, the rest
 * of twenty. With another number of lines it does not leave.
 */
export default defineExport({
  name: 'barometre_qualite',
  title: 'Baromètre qualité',
  format: 'csv',
  schedule: '5 4 * * *',
  query: `
    WITH candidates AS (
      SELECT
        *,
        CASE
          WHEN STRPOS(fichier, 'ECHEANCE') > 0 THEN 'AAE'
          WHEN STRPOS(fichier, 'FRAIS') > 0 THEN 'EF'
          WHEN STRPOS(fichier, 'LONGS') > 0 THEN 'EL'
        END AS motif,
        COALESCE(NULLIF(gsm, ''), NULLIF(tel, ''), NULLIF(tel5, '')) AS mobile,
        COALESCE(NULLIF(teldom, ''), NULLIF(tel4, '')) AS domicile,
        NULLIF(telbur, '') AS bureau
      FROM fiches.fiches
      WHERE dateappel >= @depuis AND dateappel < @aujourdhui
        AND called = 'O' AND codefinappel IN ('CPLUS', 'REFUS')
        AND NULLIF(formule, '') IS NOT NULL AND NULLIF(duree, '') IS NOT NULL
        AND UPPER(pays) IN UNNEST(@pays)
    ),
    ranked AS (
      SELECT
        *,
        ROW_NUMBER() OVER (PARTITION BY UPPER(pays) ORDER BY dateappel DESC, main_id) AS rang
      FROM candidates
      WHERE motif IS NOT NULL AND COALESCE(mobile, domicile, bureau) IS NOT NULL
    ),
    -- Those that each of the four countries is owed come first, then the latest calls of all twenty.
    chosen AS (
      SELECT *, IF(UPPER(pays) IN UNNEST(@premiers) AND rang <= @chacun, 0, 1) AS tour
      FROM ranked
    )
    SELECT
      numeroabonne, nom, prenom, mobile, domicile, bureau, formule, duree, motif, ville, pays,
      DATE_DIFF(@aujourdhui, debutabonnement, MONTH) AS anciennete
    FROM chosen
    ORDER BY tour, dateappel DESC, main_id
    LIMIT ${linesWanted}`,
  parameters: ({ date }) => ({
    aujourdhui: { type: 'DATE', value: date },
    depuis: { type: 'DATE', value: addDays(date, -15) },
    pays: countries,
    premiers: firstCountries,
    chacun: linesOfEach,
  }),
  columns: [
    { header: 'NUM ABO', from: 'numeroabonne' },
    { header: 'NOM', from: 'nom' },
    { header: 'PRENOM', from: 'prenom' },
    { header: 'TEL MOBILES', from: 'mobile' },
    { header: 'TEL DOMICILE', from: 'domicile' },
    { header: 'TEL BUREAU', from: 'bureau' },
    { header: 'FORMULE EN COURS', from: 'formule' },
    { header: 'DUREE ABO', from: 'duree' },
    { header: 'MOTIF APPEL SORTANT', from: 'motif' },
    { header: 'ANCIENNETE', from: 'anciennete', kind: 'number' },
    { header: 'VILLE DE RESIDENCE', from: 'ville' },
    { header: '(P)AYS DE RESIDENCE', from: 'pays' },
  ],
  check: ({ rows }) =>
    rows === linesWanted ? undefined : `le baromètre a ${rows} lignes au lieu de ${linesWanted} : il ne part pas`,
  empty: 'hold',
  file: (date) => `export_barometre_qualite_${date.replaceAll('-', '')}.csv`,
  deliver: { folder: 'EXPORT_QUOTIDIEN', mail: true },
});

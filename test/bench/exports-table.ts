import type { TableColumn } from '../../shared/ports/table-writer.ts';

/** Twelve columns as a card has them: texts with leading zeros and accents, numbers, days, instants. */
export const benchColumns: readonly TableColumn[] = [
  { header: 'Fiche', kind: 'number' },
  { header: 'Segment', kind: 'text' },
  { header: 'Abonné', kind: 'text' },
  { header: 'Carte', kind: 'text' },
  { header: 'Nom', kind: 'text' },
  { header: 'Prénom', kind: 'text' },
  { header: 'Téléphone', kind: 'text' },
  { header: 'Ville', kind: 'text' },
  { header: 'Secondes', kind: 'number' },
  { header: 'Note', kind: 'number' },
  { header: 'Appelée le', kind: 'date' },
  { header: 'À', kind: 'datetime' },
];

/** SQL that makes `bench.NAME` with so many rows. */
export function benchTableSql(name: string, rows: number): string {
  return `CREATE TABLE bench.${name} AS SELECT
    i AS main_id,
    'CANAL_PA_ARRIVANT_A_ECHEANCE_SENEGAL_1MC_2013070' || (i % 9 + 1) AS fichier,
    lpad(CAST(i * 7919 % 100000000 AS VARCHAR), 8, '0') AS numeroabonne,
    lpad(CAST(i * 104729 % 100000000000 AS VARCHAR), 11, '0') AS numerocarte,
    ['DIALLO', 'TRAORÉ', 'N’GUESSAN', 'OUÉDRAOGO; FILS', 'SOW "DIT" BA'][i % 5 + 1] AS nom,
    ['Aïcha', 'Mamadou', 'Fatou', 'Jean-Pierre'][i % 4 + 1] AS prenom,
    '00221' || (70000000 + i % 9999999) AS tel,
    CASE WHEN i % 10 = 0 THEN NULL ELSE ['Dakar', 'Thiès', 'Saint-Louis'][i % 3 + 1] END AS ville,
    i % 600 AS secondes,
    (i % 100) / 8 AS note,
    DATE '2013-01-01' + CAST(i % 365 AS INTEGER) AS dateappel,
    TIMESTAMP '2013-01-01 04:00:00' + INTERVAL (i * 37 % 31536000) SECOND AS appel
  FROM range(1, ${rows + 1}) AS numbers(i)`;
}

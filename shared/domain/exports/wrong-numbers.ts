import { addDays } from '../day.ts';
import { defineExport } from './define-export.ts';
import type { ExportDefinition } from './export-definition.ts';

interface WrongNumbers {
  readonly name: string;
  readonly title: string;
  readonly schedule: string;
  /** What the customer's file is called, in part; also a part of the file's name. */
  readonly region: 'SEN' | 'AFR';
}

/** The telephone numbers of yesterday's closed calls with what was found of them, for one region. */
export function defineWrongNumbers({ name, title, schedule, region }: WrongNumbers): ExportDefinition {
  return defineExport({
    name,
    title,
    format: 'csv',
    schedule,
    query: `
      SELECT numeroabonne, numerocarte, tel, coderefus, fichier
      FROM fiches.fiches
      WHERE dateappel = @hier
        AND codefinappel IN ('CNADEF', 'CPLUS', 'REFUS', 'CAS PARTICULIER')
        AND NULLIF(fichier, '') IS NOT NULL
        AND STRPOS(fichierclient, @region) > 0
      ORDER BY main_id`,
    parameters: ({ date }) => ({ hier: { type: 'DATE', value: addDays(date, -1) }, region }),
    columns: [
      { header: 'num abo', from: 'numeroabonne' },
      { header: 'num carte', from: 'numerocarte' },
      { header: 'num tel', from: 'tel' },
      { header: 'statut', from: 'coderefus' },
      { header: 'fichier', from: 'fichier' },
    ],
    empty: 'send',
    file: (date) =>
      `FX_NUMBR22013_${date.replaceAll('-', '_')}_${region}_AS_GLOGAL_${date.replaceAll('-', '')}_Faux_Numeros.csv`,
    deliver: { folder: 'EXPORT_QUOTIDIEN', mail: true },
  });
}

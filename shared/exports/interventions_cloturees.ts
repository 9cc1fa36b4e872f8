import { addDays } from '../domain/day.ts';
import { defineExport } from '../domain/exports/define-export.ts';

/** The interventions whose last photo was delivered yesterday. */
export default defineExport({
  name: 'interventions_cloturees',
  title: 'Interventions clôturées',
  format: 'csv',
  schedule: '45 4 * * *',
  query: `
    SELECT reference, date, heure, departement, jeton, techniciens, pto, photos, livre_le
    FROM terrain.interventions
    WHERE livre_le >= @debut AND livre_le < @fin
    ORDER BY date, reference`,
  parameters: ({ date, dayBounds }) => {
    const { from, to } = dayBounds(addDays(date, -1));
    return { debut: { type: 'TIMESTAMP', value: from }, fin: { type: 'TIMESTAMP', value: to } };
  },
  columns: [
    { header: 'Référence', from: 'reference' },
    { header: 'Date', from: 'date', kind: 'date' },
    { header: 'Heure', from: 'heure' },
    { header: 'Département', from: 'departement' },
    { header: 'Jeton', from: 'jeton' },
    { header: 'Techniciens', from: 'techniciens' },
    { header: 'PTO', from: 'pto' },
    { header: 'Photos', from: 'photos', kind: 'number' },
    { header: 'Livrée le', from: 'livre_le', kind: 'datetime' },
  ],
  empty: 'send',
  file: (date) => `interventions_cloturees_${date.replaceAll('-', '')}.csv`,
  deliver: { folder: 'EXPORT_QUOTIDIEN', mail: true },
});

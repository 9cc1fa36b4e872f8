import type { Intervention } from './intervention.ts';

/** The warehouse's table of interventions: one row each, partitioned by the day of the appointment. */
export const interventionsTable = {
  dataset: 'terrain',
  name: 'interventions',
  columns: [
    { name: 'reference', type: 'STRING', required: true },
    { name: 'date', type: 'DATE', required: true },
    { name: 'heure', type: 'STRING' },
    { name: 'departement', type: 'STRING' },
    { name: 'jeton', type: 'STRING' },
    { name: 'techniciens', type: 'STRING' },
    { name: 'pto', type: 'STRING' },
    { name: 'statut', type: 'STRING', required: true },
    { name: 'photos', type: 'INT64', required: true },
    { name: 'octets', type: 'INT64', required: true },
    { name: 'photos_refusees', type: 'INT64', required: true },
    { name: 'noms_discordants', type: 'BOOL', required: true },
    { name: 'collecte_le', type: 'TIMESTAMP', required: true },
    { name: 'livre_le', type: 'TIMESTAMP' },
    { name: 'passage', type: 'STRING', required: true },
  ],
  partitionBy: 'date',
  clusterBy: ['departement', 'statut'],
} as const;

/** An intervention as its row; the client's name stays out, exports and analytics have no use for it. */
export function toInterventionRow(intervention: Intervention) {
  const { photos, refusedPhotos, technicians } = intervention;
  return {
    reference: intervention.reference,
    date: intervention.date,
    heure: intervention.time,
    departement: intervention.departement,
    jeton: intervention.jeton,
    techniciens: technicians.join('; '),
    pto: intervention.pto,
    statut: intervention.state,
    photos: photos.length,
    octets: photos.reduce((total, { bytes }) => total + bytes, 0),
    photos_refusees: refusedPhotos.length,
    noms_discordants: intervention.nameMismatch,
    collecte_le: intervention.collectedAt,
    livre_le: intervention.deliveredAt,
    passage: intervention.runId,
  };
}

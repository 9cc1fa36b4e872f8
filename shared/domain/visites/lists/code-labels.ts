/** The CRM's codes that no codification names. */
export const partnerTypes = { MEDE: 'Médecins', PHAR: 'Pharmaciens' } as const;
export const partnerStatuses = { VALI: 'Validé', REJE: 'Rejeté', MIGR: 'Migré', ENAT: 'En attente' } as const;
export const caseStatuses = {
  ENAT: 'En attente',
  VALI: 'Validé',
  REAL: 'Réalisé',
  REJE: 'Rejeté',
  ANNU: 'Annulé',
} as const;
export const roles = {
  ADMI: 'Administration',
  DIR: 'Direction',
  PM: 'Chef de produit',
  ACH: 'Achats',
  DRG: 'Directeur régional',
  DSM: 'Superviseur (DSM)',
  KAM: 'Grands comptes (KAM)',
  DEL: 'Délégué',
} as const;

import type { MissingWindow } from './missing-windows.ts';

/** What people read of a window's status. */
export const windowLabels: Readonly<Record<MissingWindow['status'], string>> = {
  prevu: 'prévue, pas encore collectée',
  collecte: 'collectée, pas encore dans l’entrepôt',
  charge: 'dans l’entrepôt',
  vide: 'dans l’entrepôt, sans ligne',
  en_erreur: 'en erreur',
  ignore: 'ignorée',
  jamais_demandee: 'jamais demandée',
  partielle: 'demandée avant sa fin, donc en partie seulement',
};

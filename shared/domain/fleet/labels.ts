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

/** Why a table is skipped, for people: they are who can change the token. */
export const skippedLabels = {
  refused: (endpoint: string, said: string) =>
    `SAMSARA_API_TOKEN ne donne pas le droit de lire ${endpoint}, par sa portée ou par la licence (403 : ${said})`,
  withoutIds: (source: string, why: string) => `elle se demande par les identifiants de ${source}, ignorée : ${why}`,
};

import type { WindowStatus } from './ledger.ts';

/** What people read of a window's status. */
export const windowLabels: Readonly<Record<WindowStatus, string>> = {
  prevu: 'prévue, pas encore collectée',
  collecte: 'collectée, pas encore dans l’entrepôt',
  charge: 'dans l’entrepôt',
  vide: 'dans l’entrepôt, sans ligne',
  en_erreur: 'en erreur',
  ignore: 'ignorée',
};

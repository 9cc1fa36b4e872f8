import type { Intervention, Stage } from './intervention.ts';
import type { Run } from './run.ts';

/** Statuses and stages as people read them, in French. Nothing else spells them out. */
export const stateLabels: Readonly<Record<Intervention['state'], string>> = {
  en_cours: 'en cours',
  en_attente: 'en attente',
  livre: 'livrée',
  rejete: 'rejetée',
};

export const stageLabels: Readonly<Record<Stage | 'collect', string>> = {
  collect: 'Relevé de la liste',
  photos: 'Photos et PTO',
  names: 'Noms des documents',
  rename: 'Renommage',
  format: 'Mise en forme',
  send: 'Envoi de l’intervention',
  describe: 'Envoi des données photo',
  deliver: 'Livraison des photos',
};

export const runLabels: Readonly<Record<Run['status'], string>> = {
  en_cours: 'en cours',
  termine: 'terminé',
  incomplet: 'incomplet',
  echoue: 'échoué',
};

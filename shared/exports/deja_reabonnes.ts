import { defineCardsByCalled } from '../domain/exports/cards-by-called.ts';

export default defineCardsByCalled({
  name: 'deja_reabonnes',
  title: 'Déjà réabonnés',
  schedule: '30 4 * * *',
  called: 'D',
});

import { defineCardsByCalled } from '../domain/exports/cards-by-called.ts';

export default defineCardsByCalled({
  name: 'repondeurs_bloques',
  title: 'Répondeurs bloqués',
  schedule: '35 4 * * *',
  called: 'B',
});

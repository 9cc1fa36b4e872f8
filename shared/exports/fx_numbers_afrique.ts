import { defineWrongNumbers } from '../domain/exports/wrong-numbers.ts';

export default defineWrongNumbers({
  name: 'fx_numbers_afrique',
  title: 'Faux numéros, Afrique',
  schedule: '25 4 * * *',
  region: 'AFR',
});

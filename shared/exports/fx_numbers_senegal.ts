import { defineWrongNumbers } from '../domain/exports/wrong-numbers.ts';

export default defineWrongNumbers({
  name: 'fx_numbers_senegal',
  title: 'Faux numéros, Sénégal',
  schedule: '20 4 * * *',
  region: 'SEN',
});

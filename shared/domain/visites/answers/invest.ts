import type { Cells } from '../analytics/breakdowns.ts';
import type { Reference } from '../analytics/reference.ts';
import { buckets, codesOf, compareKeys, namesOf, sums } from './buckets.ts';

/** `/invest`: the budget of business cases, in the currency's unit. */
export function answerInvest(cells: Cells<'invest'>, reference: Reference) {
  const { observed } = reference;
  return {
    budget_par_visites: [...sums(cells.visites, 0)]
      .sort(([a], [b]) => compareKeys(a, b))
      .map(([visits, hundredths]) => ({ 'Nombre de nombre de visites': visits, budget: money(hundredths) })),
    budget_par_gamme: buckets(cells.gammes, codesOf(reference, 'GAMM')).map(({ code, label, value }) => ({
      code_gamme: code,
      budget: money(value),
      code_gamme_partenaire: code,
      gamme: label,
    })),
    budget_par_statut: buckets(cells.statuts, namesOf(observed.statut_bc)).map(({ code, value }) => ({
      code_statut_bc: code,
      budget: money(value),
    })),
    budget_par_potentiel: buckets(cells.potentiels, namesOf(observed.potentiel)).map(({ code, value }) => ({
      code_potentiel: code,
      budget: money(value),
    })),
    budget_par_specialite: buckets(cells.specialites, codesOf(reference, 'SPEC')).map(({ code, label, value }) => ({
      code_specialite: code,
      budget: money(value),
      specialite: label,
    })),
    budget_par_region: buckets(cells.regions, codesOf(reference, 'REGI')).map(({ code, label, value }) => ({
      code_region_partenaire: code,
      budget: money(value),
      region: label,
    })),
    budget_par_type_investissement: buckets(cells.types, codesOf(reference, 'TYIN')).map(({ code, value }) => ({
      code_type_investissement: code,
      budget: money(value),
    })),
    budget_par_categorie_investissement: buckets(cells.categories, namesOf(observed.categorie_bc)).map(
      ({ code, value }) => ({ code_categorie_investissement: code, budget: money(value) }),
    ),
  };
}

function money(hundredths: number): number {
  return hundredths / 100;
}

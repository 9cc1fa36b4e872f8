import type { Cells } from '../analytics/breakdowns.ts';
import type { Reference } from '../analytics/reference.ts';
import { buckets, codesOf, namesOf } from './buckets.ts';
import { disciplinesOf, placesOf } from './hierarchy.ts';

/** `/partenaire`: distinct partners, by their own columns. */
export function answerPartenaire(cells: Cells<'partenaire'>, reference: Reference) {
  return {
    Nombre_de_comptes_par_potentiel: buckets(cells.potentiels, namesOf(reference.observed.potentiel)).map(
      ({ code, value }) => ({ code_potentiel: code, nombre_partenaire: value }),
    ),
    Nombre_de_visites_moyen: meanVisits(cells),
    Nombre_de_comptes_par_etablissement: buckets(cells.etablissements, codesOf(reference, 'ETPR', 'ETPU')).map(
      ({ label, value }) => ({ etablissement: label, nombre_partenaire: value }),
    ),
    region_partenaire: placesOf(cells.lieux, reference).map((region) => ({
      code_region_partenaire: region.code,
      region: region.label,
      total_partenaire: region.value,
      ville: region.parts.map((town) => ({
        code_ville_partenaire: town.code,
        code_region_partenaire: region.code,
        ville: town.label,
        region: region.label,
        nb_partenaire: town.value,
      })),
    })),
    gamme_partenaire: disciplinesOf(cells.disciplines, reference).map((gamme) => ({
      code_gamme: gamme.code,
      gamme: gamme.label,
      total_partenaire: gamme.value,
      specialites: gamme.parts.map((speciality) => ({
        code_specialite: speciality.code,
        specialite: speciality.label,
        gamme: gamme.label,
        code_gamme: gamme.code,
        nb_partenaire: speciality.value,
      })),
    })),
  };
}

/** Over partners, of their distinct visits. */
function meanVisits({ potentiels }: Cells<'partenaire'>): number {
  let partners = 0;
  let visits = 0;
  for (const {
    values: [some = 0, theirs = 0],
  } of potentiels) {
    partners += some;
    visits += theirs;
  }
  return partners === 0 ? 0 : visits / partners;
}

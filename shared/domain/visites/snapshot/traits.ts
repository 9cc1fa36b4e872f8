/** Codes that `/data` counts, by dimension; any other code, and none, is the last number of its dimension. */
export const traitCodes = {
  planification: ['PLAN', 'HOPL'],
  forme: ['S', 'G'],
  accompagnement: ['N', 'O'],
  profession: ['MEDE', 'PHAR'],
  secteur: ['ETPR', 'ETPU'],
} as const;

/** Each dimension has two codes, and what is neither. */
export const perTrait = 3;
/** How many combinations of planification, forme and accompagnement there are. */
export const visitCombinations = perTrait ** 3;
/** Added to the traits of a deleted visit. */
export const deleted = 32;

export function traitNumber(codes: readonly [string, string], code: string | null): number {
  const found = codes.indexOf(code ?? '');
  return found === -1 ? perTrait - 1 : found;
}

interface VisitTraits {
  readonly code_type_visite: string | null;
  readonly type_visite: string | null;
  readonly flag_accompagnee: string | null;
  readonly code_statut_visite: string | null;
}

/** What `/data` counts of a visit, and whether it is deleted, in one byte. */
export function visitTraits(visit: VisitTraits): number {
  const { planification, forme, accompagnement } = traitCodes;
  return (
    (traitNumber(planification, visit.code_type_visite) * perTrait + traitNumber(forme, visit.type_visite)) * perTrait +
    traitNumber(accompagnement, visit.flag_accompagnee) +
    (visit.code_statut_visite === 'SUPP' ? deleted : 0)
  );
}

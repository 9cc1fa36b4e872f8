import { createRandom } from '../data/random.ts';
import { categoryCodes, investmentCodes } from './crm-codes.ts';
import type { VisitWorld } from './crm-visits.ts';
import { investmentCategories } from './crm-words.ts';

const fullPoints = 5;

/** Evaluations of delegates by their superiors, and now and then by the head office. */
export function* evaluationRows(world: VisitWorld, count: number) {
  for (const { evaluation } of evaluations(world, count)) yield evaluation;
}

/** The points of each evaluation by category and part; they add up to the evaluation's own. */
export function* evaluationDetailRows(world: VisitWorld, count: number) {
  let id = 0;
  for (const { evaluation, details } of evaluations(world, count)) {
    for (const detail of details) yield { id: ++id, id_evaluation: evaluation.id, ...detail, point_sur: fullPoints };
  }
}

function* evaluations({ seed, users, days }: VisitWorld, count: number) {
  const random = createRandom(seed, 'evaluations');
  const delegates = users.filter(({ role }) => role === 'DEL');
  for (let id = 1; id <= count; id += 1) {
    const delegate = random.pick(delegates);
    const details = categoryCodes.flatMap(({ code, children }) =>
      children.map((part) => ({
        code_categorie: code,
        code_sous_categorie: part.code,
        point_obtenu: random.integer(1, fullPoints),
      })),
    );
    const evaluation = {
      id,
      id_createur: random.chance(0.9) ? delegate.id_responsable : random.integer(1, 4),
      id_utilisateur_evalue: delegate.id_utilisateur,
      points_obtenu: details.reduce((total, { point_obtenu }) => total + point_obtenu, 0),
      points_total: details.length * fullPoints,
      date_integration: random.pick(days),
    };
    // Some were never detailed.
    yield { evaluation, details: random.chance(0.03) ? [] : details };
  }
}

/** Business cases: what is spent for partners. */
export function* businessCaseRows({ seed, users, partners, days }: VisitWorld, count: number) {
  const random = createRandom(seed, 'business cases');
  const responsables = users.filter(({ role }) => ['DRG', 'DSM', 'KAM'].includes(role));
  for (let id = 1; id <= count; id += 1) {
    yield {
      id_business_case: id,
      id_partenaire: random.pick(partners).id_partenaire,
      id_responsable: random.pick(responsables).id_utilisateur,
      code_statut_bc: random.pick(['ENAT', 'VALI', 'VALI', 'REAL', 'REAL', 'REAL', 'REJE']),
      code_type_investissement: random.chance(0.02) ? '' : random.pick(investmentCodes).code,
      code_categorie_investissement: random.pick(investmentCategories),
      budget: random.chance(0.2) ? `${random.integer(500, 60_000)}.50` : random.integer(5, 600) * 100,
      date_realisation: random.chance(0.1) ? '' : random.pick(days),
    };
  }
}

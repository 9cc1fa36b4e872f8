import type { Evaluation, EvaluationDetailed } from '../visites-tables.ts';
import { beginnings, toCodes } from './codes.ts';
import { pairDictionary } from './dictionary.ts';
import { Growing } from './growing.ts';
import { IdIndex } from './id-index.ts';
import type { Snapshot } from './snapshot.ts';

export interface EvaluationColumns {
  add(row: Evaluation): void;
  addDetail(row: EvaluationDetailed): void;
  build(): Pick<
    Snapshot,
    | 'categories'
    | 'evaluationUser'
    | 'evaluationCreator'
    | 'evaluationPoints'
    | 'evaluationDay'
    | 'evaluationDetails'
    | 'detailCategory'
    | 'detailPoints'
  >;
}

export function createEvaluationColumns(): EvaluationColumns {
  const ids = new IdIndex();
  const categories = pairDictionary();
  const numbers = () => new Growing((length) => new Float64Array(length));
  const [user, creator, points, day, detailPoints] = [numbers(), numbers(), numbers(), numbers(), numbers()];
  const [detailOf, detailCategory] = [
    new Growing((length) => new Uint32Array(length)),
    new Growing((length) => new Uint32Array(length)),
  ];
  return {
    add(row) {
      if (ids.add(row.id) !== user.length) throw new Error(`two evaluations have the id ${row.id}`);
      user.push(row.id_utilisateur_evalue ?? Number.NaN);
      creator.push(row.id_createur ?? Number.NaN);
      points.push(row.points_obtenu ?? Number.NaN);
      day.push(row.date_integration === null ? Number.NaN : Date.parse(row.date_integration) / 86_400_000);
    },
    addDetail(row) {
      const evaluation = row.id_evaluation === null ? -1 : ids.find(row.id_evaluation);
      if (evaluation === -1) return;
      detailOf.push(evaluation);
      detailCategory.push(categories.number([row.code_categorie, row.code_sous_categorie]));
      detailPoints.push(row.point_obtenu ?? Number.NaN);
    },
    build() {
      const evaluationDetails = beginnings(detailOf.values(), ids.size);
      const next = evaluationDetails.slice();
      const categoryOf = new Uint32Array(detailOf.length);
      const pointsOf = new Float64Array(detailOf.length);
      for (const [at, evaluation] of detailOf.values().entries()) {
        const place = next[evaluation] ?? 0;
        next[evaluation] = place + 1;
        categoryOf[place] = detailCategory.values()[at] ?? 0;
        pointsOf[place] = detailPoints.values()[at] ?? 0;
      }
      return {
        categories: categories.entries.map(([one, other]) => [one, other]),
        evaluationUser: user.values(),
        evaluationCreator: creator.values(),
        evaluationPoints: points.values(),
        evaluationDay: day.values(),
        evaluationDetails,
        detailCategory: toCodes(categoryOf, categories.entries.length),
        detailPoints: pointsOf,
      };
    },
  };
}

import type { Cells, Page } from '../analytics/breakdowns.ts';
import type { Reference } from '../analytics/reference.ts';
import type { Selection } from '../analytics/selection.ts';
import { answerData } from './data.ts';
import { answerEvaluation } from './evaluation.ts';
import { answerInvest } from './invest.ts';
import { answerPartenaire } from './partenaire.ts';
import { answerPerformance } from './performance.ts';
import { answerUsers } from './users.ts';

/** What each page answers. */
interface AnswerOf {
  readonly data: ReturnType<typeof answerData>;
  readonly performance: ReturnType<typeof answerPerformance>;
  readonly partenaire: ReturnType<typeof answerPartenaire>;
  readonly users: ReturnType<typeof answerUsers>;
  readonly evaluation: ReturnType<typeof answerEvaluation>;
  readonly invest: ReturnType<typeof answerInvest>;
}

const answers: { readonly [P in Page]: (cells: Cells<P>, reference: Reference, selection: Selection) => AnswerOf[P] } =
  {
    data: answerData,
    performance: answerPerformance,
    partenaire: answerPartenaire,
    users: answerUsers,
    evaluation: answerEvaluation,
    invest: answerInvest,
  };

/** The answer of each page, made of what was counted, with the published keys. */
export function answerPage<P extends Page>(
  page: P,
  cells: Cells<P>,
  reference: Reference,
  selection: Selection,
): AnswerOf[P] {
  return answers[page](cells, reference, selection);
}

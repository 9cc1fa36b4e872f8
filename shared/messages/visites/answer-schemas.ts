import type * as z from 'zod';
import type { Page } from '../../domain/visites/analytics/breakdowns.ts';
import { evaluationAnswerSchema, investAnswerSchema } from './other-answers.ts';
import {
  dataAnswerSchema,
  partenaireAnswerSchema,
  performanceAnswerSchema,
  usersAnswerSchema,
} from './visit-answers.ts';

/** What each page of the analytics answers, with its published keys. */
export const answerSchemas = {
  data: dataAnswerSchema,
  performance: performanceAnswerSchema,
  partenaire: partenaireAnswerSchema,
  users: usersAnswerSchema,
  evaluation: evaluationAnswerSchema,
  invest: investAnswerSchema,
} as const satisfies Record<Page, z.ZodType>;

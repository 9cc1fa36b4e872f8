import * as z from 'zod';
import { type Day, parseDay } from '../../day.ts';
import type { Page } from './breakdowns.ts';

/** A filter that is null or blank is no filter. */
const none = z.null();

/** `2023` and `"2023"`. */
function wholeNumber(least: number, most: number) {
  const wanted = `un nombre entier de ${least} à ${most} est attendu`;
  return z
    .union([z.int(), z.string().max(40), none], { error: wanted })
    .transform((given, context): number | undefined => {
      const text = String(given ?? '').trim();
      if (text === '') return undefined;
      const number = /^-?\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
      if (number >= least && number <= most) return number;
      context.addIssue({ code: 'custom', message: wanted });
      return z.NEVER;
    })
    .optional();
}

const id = wholeNumber(0, Number.MAX_SAFE_INTEGER);

const code = z
  .union([z.string().max(200, 'ce texte est trop long'), none], { error: 'un texte est attendu' })
  .transform((given, context): string | undefined => {
    const text = (given ?? '').trim();
    if (text.isWellFormed() && !text.includes('\0')) return text === '' ? undefined : text;
    context.addIssue({ code: 'custom', message: 'ce texte n’est pas de l’Unicode' });
    return z.NEVER;
  })
  .optional();

const day = z
  .union([z.string().max(40), none], { error: 'une date est attendue (aaaa-mm-jj ou jj/mm/aaaa)' })
  .transform((given, context): Day | undefined => {
    const text = (given ?? '').trim();
    if (text === '') return undefined;
    const found = parseDay(text);
    if (found !== undefined && !found.startsWith('0000')) return found;
    context.addIssue({ code: 'custom', message: `« ${text} » n’est pas une date (aaaa-mm-jj ou jj/mm/aaaa)` });
    return z.NEVER;
  })
  .optional();

const yesOrNo = z
  .union([z.boolean(), z.enum(['true', 'false', '']), none], { error: 'true ou false est attendu' })
  .transform((given): true | undefined => (given === true || given === 'true' ? true : undefined))
  .optional();

const period = {
  annee: wholeNumber(1, 9999).describe('L’année de la date.'),
  mois: wholeNumber(1, 12).describe('Le mois de la date ; sans année, celui de chaque année.'),
  start_date: day.describe('Le premier jour, compris : aaaa-mm-jj ou jj/mm/aaaa.'),
  end_date: day.describe('Le dernier jour, compris.'),
};
const responsable = id.describe('Un utilisateur et tous ceux qui dépendent de lui.');
const place = {
  gamme: code.describe('Le code ou le libellé d’une gamme.'),
  region: code.describe('Le code ou le libellé d’une région.'),
};

const visitFilters = ordered({
  id_utilisateur: id.describe('Celui qui a fait la visite.'),
  id_responsable: responsable,
  ...period,
  ...place,
  inclure_supprimees: yesOrNo.describe('true : les visites supprimées comptent aussi.'),
});

/** The filters of each page, as callers write them: any other name, type or value is refused. */
export const filterSchemas = {
  data: visitFilters,
  performance: visitFilters,
  partenaire: visitFilters,
  users: visitFilters,
  evaluation: ordered({
    id_utilisateur: id.describe('L’utilisateur évalué.'),
    id_responsable: responsable,
    ...period,
    code_categorie: code.describe('Le code d’une catégorie d’évaluation.'),
  }),
  invest: ordered({
    id_responsable: responsable,
    id_partenaire: id.describe('Le partenaire du business case.'),
    id_business_case: id.describe('Le business case.'),
    code_type_investissement: code.describe('Le code d’un type d’investissement.'),
    ...place,
    ...period,
  }),
} as const satisfies Record<Page, z.ZodType>;

/** The filters of all pages together; each page's own are a part of them. */
export interface Filters {
  readonly id_utilisateur?: number | undefined;
  readonly id_responsable?: number | undefined;
  readonly annee?: number | undefined;
  readonly mois?: number | undefined;
  readonly start_date?: Day | undefined;
  readonly end_date?: Day | undefined;
  readonly gamme?: string | undefined;
  readonly region?: string | undefined;
  readonly inclure_supprimees?: true | undefined;
  readonly code_categorie?: string | undefined;
  readonly id_partenaire?: number | undefined;
  readonly id_business_case?: number | undefined;
  readonly code_type_investissement?: string | undefined;
}

function ordered<Shape extends z.ZodRawShape & typeof period>(shape: Shape) {
  return z.strictObject(shape).superRefine((given: Filters, context) => {
    const { start_date: first, end_date: last } = given;
    if (first === undefined || last === undefined || first <= last) return;
    context.addIssue({ code: 'custom', path: ['start_date'], message: 'start_date vient après end_date' });
  });
}

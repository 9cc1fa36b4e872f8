import type { Random } from '../../shared/demo/data/random.ts';
import { type Page, pages } from '../../shared/domain/visites/analytics/breakdowns.ts';
import type { Caller } from '../../shared/domain/visites/analytics/caller.ts';
import { type Filters, filterSchemas } from '../../shared/domain/visites/analytics/filters.ts';
import { categories, gammes, investmentTypes, regions } from './random-tables.ts';

export interface Question {
  readonly page: Page;
  /** As a caller writes them. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly filters: Filters;
  readonly caller: Caller;
}

const places = [...regions, 'agadir', 'BENI MELLAL', 'Nulle part'].filter((code) => code !== null);
const fields = [...gammes, 'dermato', 'GYNECO'].filter((code) => code !== null);

/** A page, some of its filters, written in one of the ways they may be, and somebody who asks. */
export function randomQuestion(random: Random, page = random.pick(pages)): Question {
  const { integer, pick, chance } = random;
  const writeNumber = (number: number) => pick<unknown>([number, String(number), ` ${number} `]);
  const written: Readonly<Record<string, () => unknown>> = {
    id_utilisateur: () => writeNumber(integer(0, 11)),
    id_responsable: () => writeNumber(integer(0, 11)),
    annee: () => writeNumber(integer(2022, 2024)),
    mois: () => writeNumber(pick([1, 2, 3, 12])),
    gamme: () => pick(fields),
    region: () => pick(places),
    start_date: () => pick(['2022-12-31', '01/01/2023', '2023-01-31']),
    end_date: () => pick(['2023-02-28', '2024-02-29', '31/12/2024', '']),
    inclure_supprimees: () => pick<unknown>([true, 'true', false, null]),
    code_categorie: () => pick(categories),
    id_partenaire: () => writeNumber(integer(1, 14)),
    id_business_case: () => writeNumber(integer(1, 14)),
    code_type_investissement: () => pick(investmentTypes),
  };
  const names = Object.keys(filterSchemas[page].shape).filter(() => chance(0.2));
  const body = Object.fromEntries(names.map((name) => [name, written[name]?.()]));
  const caller: Caller = chance(0.4) ? { sees: 'all' } : { sees: 'subtree', of: integer(1, 11) };
  return { page, body, filters: filterSchemas[page].parse(body), caller };
}

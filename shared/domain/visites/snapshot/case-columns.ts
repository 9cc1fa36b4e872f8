import type { PartenaireBc } from '../visites-tables.ts';
import { toCodes } from './codes.ts';
import { textDictionary } from './dictionary.ts';
import { Growing } from './growing.ts';
import type { PartnerColumns } from './partner-columns.ts';
import type { Snapshot } from './snapshot.ts';

export interface CaseColumns {
  add(row: PartenaireBc): void;
  build(): Pick<
    Snapshot,
    | 'caseStatuses'
    | 'investmentTypes'
    | 'investmentCategories'
    | 'caseIds'
    | 'casePartner'
    | 'caseHead'
    | 'caseStatus'
    | 'caseType'
    | 'caseCategory'
    | 'caseHundredths'
    | 'caseDay'
  >;
}

/** Business cases, in the order they come. */
export function createCaseColumns(partners: PartnerColumns): CaseColumns {
  const [statuses, types, categories] = [textDictionary(), textDictionary(), textDictionary()];
  const numbers = () => new Growing((length) => new Float64Array(length));
  const codes = () => new Growing((length) => new Uint32Array(length));
  const [ids, head, hundredths, day] = [numbers(), numbers(), numbers(), numbers()];
  const [partner, status, type, category] = [codes(), codes(), codes(), codes()];
  return {
    add(row) {
      ids.push(row.id_business_case);
      partner.push(partners.number(row.id_partenaire));
      head.push(row.id_responsable ?? Number.NaN);
      status.push(statuses.number(row.code_statut_bc));
      type.push(types.number(row.code_type_investissement));
      category.push(categories.number(row.code_categorie_investissement));
      hundredths.push(row.budget_centimes ?? 0);
      day.push(row.date_realisation === null ? Number.NaN : Date.parse(row.date_realisation) / 86_400_000);
    },
    build: () => ({
      caseStatuses: [...statuses.entries],
      investmentTypes: [...types.entries],
      investmentCategories: [...categories.entries],
      caseIds: ids.values(),
      casePartner: partner.values(),
      caseHead: head.values(),
      caseStatus: toCodes(status.values(), statuses.entries.length),
      caseType: toCodes(type.values(), types.entries.length),
      caseCategory: toCodes(category.values(), categories.entries.length),
      caseHundredths: hundredths.values(),
      caseDay: day.values(),
    }),
  };
}

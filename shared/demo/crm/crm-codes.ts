import { regions } from './crm-places.ts';
import {
  evaluationCategories,
  gammes,
  investmentTypes,
  privateEstablishments,
  publicEstablishments,
} from './crm-words.ts';

/** A code with what stands under it. */
export interface Code {
  readonly code: string;
  readonly label: string;
  readonly children: readonly Code[];
}

const coded = (prefix: string, number: number) => `${prefix}${String(number).padStart(5, '0')}`;

function tree(
  words: Readonly<Record<string, readonly string[]>>,
  prefix: string,
  childPrefix: string,
): readonly Code[] {
  let children = 0;
  return Object.entries(words).map(([label, below], index) => ({
    code: coded(prefix, index + 1),
    label,
    children: below.map((child) => ({ code: coded(childPrefix, ++children), label: child, children: [] })),
  }));
}

const flat = (words: readonly string[], prefix: string): readonly Code[] =>
  words.map((label, index) => ({ code: coded(prefix, index + 1), label, children: [] }));

export const regionCodes = tree(regions, 'RE', 'VI');
export const gammeCodes = tree(gammes, 'GA', 'SP');
export const categoryCodes = tree(evaluationCategories, 'CE', 'SE');
export const privateCodes = flat(privateEstablishments, 'PR');
export const publicCodes = flat(publicEstablishments, 'PU');
export const investmentCodes = flat(investmentTypes, 'TI');

/** The rows of `tab_par_codification`. */
export function* codificationRows() {
  const types: readonly (readonly [type: string, codes: readonly Code[], childType?: string])[] = [
    ['REGI', regionCodes, 'VILL'],
    ['GAMM', gammeCodes, 'SPEC'],
    ['CEVA', categoryCodes, 'SEVA'],
    ['ETPR', privateCodes],
    ['ETPU', publicCodes],
    ['TYIN', investmentCodes],
  ];
  for (const [type, codes, childType] of types) {
    yield* rowsOf(type, codes);
    for (const { code, children } of childType === undefined ? [] : codes) {
      yield* rowsOf(childType ?? '', children, { type_parent: type, code_parent: code });
    }
  }
}

function rowsOf(type: string, codes: readonly Code[], parent = { type_parent: '', code_parent: '' }) {
  return codes.map(({ code, label }, index) => ({
    type_codification: type,
    code_codification: code,
    libelle_codification: label,
    ordre_codification: index + 1,
    ...parent,
    flag_actif: 'O',
  }));
}

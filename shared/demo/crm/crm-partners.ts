import type { Random } from '../data/random.ts';
import { type Code, gammeCodes, privateCodes, publicCodes, regionCodes } from './crm-codes.ts';
import { firstNames, lastNames } from './crm-words.ts';

export type CrmPartner = {
  readonly id_partenaire: number;
  readonly nom: string;
  readonly prenom: string;
  readonly code_potentiel: string;
  readonly code_type_etablissement: string;
  readonly code_statut_partenaire: string;
  readonly code_region_partenaire: string;
  readonly code_ville_partenaire: string;
  readonly code_type_partenaire: string;
  readonly code_gamme_partenaire: string;
  readonly code_specialite_partenaire: string;
};

/** Doctors and pharmacies. Some facts are missing or untrimmed, as people type them; pharmacies have no establishment. */
export function createPartner(random: Random, id: number): CrmPartner {
  const region = pickFirst(random, regionCodes);
  const gamme = pickFirst(random, gammeCodes);
  const isDoctor = random.chance(0.8);
  const establishments = random.chance(0.6) ? privateCodes : publicCodes;
  return {
    id_partenaire: id,
    nom: `${isDoctor ? 'Dr' : 'Pharmacie'} ${random.pick(lastNames)}`,
    prenom: random.pick(firstNames),
    code_potentiel: random.pick(['A', 'A', 'B', 'B', ' B', 'C', 'C', '']),
    code_type_etablissement: isDoctor ? random.pick(establishments).code : '',
    code_statut_partenaire: random.pick(['VALI', 'VALI', 'VALI', 'VALI', 'MIGR', 'REJE']),
    code_region_partenaire: region.code,
    code_ville_partenaire: random.chance(0.01) ? '' : pickFirst(random, region.children).code,
    code_type_partenaire: random.chance(0.005) ? '' : isDoctor ? 'MEDE' : 'PHAR',
    code_gamme_partenaire: random.chance(0.01) ? '' : gamme.code,
    code_specialite_partenaire: random.pick(gamme.children).code,
  };
}

/** Of a list that begins with the large ones: the first come most often. */
export function pickFirst(random: Random, codes: readonly Code[]): Code {
  return codes[Math.floor(random.fraction() ** 2 * codes.length)] ?? random.pick(codes);
}

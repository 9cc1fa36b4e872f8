import { createRandom, type Random } from '../../shared/demo/data/random.ts';
import type { VisitesRows } from '../../shared/domain/visites/snapshot/build-snapshot.ts';

/** All rows of a delivery, by table. */
export type Tables = { readonly [T in keyof VisitesRows]: readonly VisitesRows[T][] };

const labels = ['Agadir', 'Béni Mellal', 'beni mellal', 'Fès', 'Casablanca', 'DERMATO', 'Gynéco', 'Œuvre', 'Agadir'];
const roles = ['ADMI', 'DIR', 'PM', 'ACH', 'DRG', 'DSM', 'KAM', 'DEL', 'DEL', 'DEL', 'XXXX', null];
export const regions = ['RE1', 'RE2', 'RE3', 'sans libellé', null];
const towns = ['VI1', 'VI2', 'VI3', 'VI4', 'VI?', null];
export const gammes = ['GA1', 'GA2', 'GA3', 'ga1', null];
const specialities = ['SP1', 'SP2', 'SP3', 'SP?', null];
const establishments = ['ET1', 'ET2', 'ET3', 'ET?', null];
export const categories = ['CE1', 'CE2', 'CE?', null];
export const investmentTypes = ['TI1', 'TI2', 'TI?', null];
export const days = ['2022-12-31', '2023-01-01', '2023-01-31', '2023-02-28', '2023-03-01', '2024-02-29', '2024-12-31'];

/** Small tables with all that goes wrong: nulls, unknown codes and ids, accents, cycles among users, names that come twice. */
export function randomTables(seed: number, visits = 60): Tables {
  const random = createRandom('visites', seed);
  const { integer, pick } = random;
  const users = integer(0, 9);
  const partners = integer(0, 12);
  const someone = () => integer(1, users + 2);
  const evaluations = integer(0, 12);
  return {
    tab_utilisateur: times(users, (rank) => ({
      id_utilisateur: rank + 1,
      // Heads come later too, and one may be his own: cycles.
      id_responsable: pick([null, integer(1, users + 2), integer(1, users + 2)]),
      nom: pick(['ALAMI', 'Éloi', 'alami', null]),
      prenom: pick(['Ali', 'Zoé', null]),
      role: pick(roles),
      code_statut: pick(['ACTI', 'ACTI', 'DESA', null]),
    })),
    tab_par_codification: codifications(random),
    tab_partenaire: times(partners, (rank) => ({
      id_partenaire: rank + 1,
      nom: 'nom',
      prenom: null,
      code_potentiel: pick(['A', 'B', 'C', null]),
      code_type_etablissement: pick(establishments),
      code_statut_partenaire: pick(['VALI', 'REJE', 'NEUF', null]),
      code_region_partenaire: pick(regions),
      code_ville_partenaire: pick(towns),
      code_type_partenaire: pick(['MEDE', 'PHAR', 'VETO', null]),
      code_gamme_partenaire: pick(gammes),
      code_specialite_partenaire: pick(specialities),
    })),
    tab_evaluation: times(evaluations, (rank) => ({
      id: rank + 1,
      id_createur: pick([null, someone()]),
      id_utilisateur_evalue: pick([null, someone(), someone()]),
      points_obtenu: pick([null, 62, 62, 12.5, 0.1, 0.2, 0.7]),
      points_total: 100,
      date_integration: pick([...days, null]),
    })),
    tab_evaluation_detailed: times(integer(0, 30), (rank) => ({
      id: rank + 1,
      id_evaluation: pick([null, integer(1, evaluations + 2), integer(1, evaluations + 2)]),
      code_categorie: pick(categories),
      code_sous_categorie: pick(['SE1', 'SE2', 'SE?', null]),
      point_obtenu: pick([null, 1, 2, 0.1, 0.3, 3.125]),
      point_sur: 5,
    })),
    tab_partenaire_bc: times(integer(0, 12), (rank) => ({
      id_business_case: rank + 1,
      id_partenaire: pick([null, integer(1, partners + 2)]),
      id_responsable: pick([null, someone()]),
      code_statut_bc: pick(['ENAT', 'VALI', 'ANNU', null]),
      code_type_investissement: pick(investmentTypes),
      code_categorie_investissement: pick(['CI1', 'CI2', null]),
      budget_centimes: pick([null, 600_000, 150, 1]),
      date_realisation: pick([...days, null]),
    })),
    ...visitsWithPartners(random, integer(0, visits), { someone, partners }),
  };
}

function visitsWithPartners(
  { integer, pick }: Random,
  visits: number,
  { someone, partners }: { readonly someone: () => number; readonly partners: number },
): Pick<Tables, 'tab_visite' | 'tab_partenaire_visite'> {
  const pairs = times(visits + 2, (rank) => ({
    visit: rank * 7 + 1,
    met: times(integer(0, 3), () => integer(1, partners + 2)),
  }));
  return {
    tab_visite: times(visits, (rank) => ({
      id_visite: rank * 7 + 1,
      id_utilisateur: someone(),
      id_responsable: pick([null, someone()]),
      code_type_visite: pick(['PLAN', 'HOPL', 'HOPL', 'AUTR', null]),
      code_statut_visite: pick(['REAL', 'ENAT', 'SUPP', null]),
      flag_accompagnee: pick(['N', 'O', 'X', null]),
      date_visite: pick(days),
      type_visite: pick(['S', 'G', '?', null]),
    })),
    // The last two visits are in no table.
    tab_partenaire_visite: pairs.flatMap(({ visit, met }) =>
      [...new Set(met)].map((partner) => ({
        id_visite: visit,
        id_partenaire: partner,
        code_region_partenaire: pick(regions),
        code_ville_partenaire: pick(towns),
        code_type_partenaire: pick(['MEDE', 'PHAR', 'VETO', null]),
        code_gamme_partenaire: pick(gammes),
        code_specialite_partenaire: pick(specialities),
      })),
    ),
  };
}

function codifications({ integer, pick, chance }: Random): Tables['tab_par_codification'] {
  const codes = {
    REGI: ['RE1', 'RE2', 'RE3', 'RE9'],
    VILL: ['VI1', 'VI2', 'VI3', 'VI4', 'VI9'],
    GAMM: ['GA1', 'GA2', 'GA9'],
    SPEC: ['SP1', 'SP2', 'SP3', 'SP9'],
    ETPR: ['ET1', 'ET3'],
    // One establishment's code has both types.
    ETPU: ['ET2', 'ET3'],
    CEVA: ['CE1', 'CE2'],
    SEVA: ['SE1', 'SE2'],
    TYIN: ['TI1', 'TI2', 'TI9'],
    AUTR: ['GA1'],
  };
  const parents: Readonly<Record<string, readonly (string | null)[]>> = {
    VILL: ['RE1', 'RE2', null],
    SPEC: ['GA1', 'GA2', 'GA9', 'GA?', null],
  };
  return Object.entries(codes).flatMap(([type, all]) =>
    all
      .filter(() => chance(0.85))
      .map((code) => ({
        type_codification: type,
        code_codification: code,
        libelle_codification: pick([...labels, null]),
        ordre_codification: pick([null, integer(1, 3)]),
        type_parent: null,
        code_parent: pick(parents[type] ?? [null]),
        flag_actif: 'O',
      })),
  );
}

function times<T>(count: number, make: (rank: number) => T): T[] {
  return Array.from({ length: count }, (_, rank) => make(rank));
}

import type { Partenaire } from '../visites-tables.ts';
import { toCodes } from './codes.ts';
import { pairDictionary, textDictionary } from './dictionary.ts';
import { IdIndex } from './id-index.ts';
import type { Codes, Snapshot } from './snapshot.ts';

/** Partners by number, and the dictionaries that partners share with visits. */
export interface PartnerColumns {
  readonly places: ReturnType<typeof pairDictionary>;
  readonly fields: ReturnType<typeof pairDictionary>;
  add(row: Partenaire): void;
  /** The partner's number and 1 more; 0 for none. Whoever is in no table has a number too. */
  number(id: number | null): number;
  build(): Pick<
    Snapshot,
    | 'places'
    | 'fields'
    | 'potentials'
    | 'establishments'
    | 'partnerStatuses'
    | 'partnerTypes'
    | 'partnerIds'
    | 'partnerPlace'
    | 'partnerField'
    | 'partnerPotential'
    | 'partnerEstablishment'
    | 'partnerStatus'
  >;
}

export function createPartnerColumns(): PartnerColumns {
  const [places, fields] = [pairDictionary(), pairDictionary()];
  const [potentials, establishments, statuses] = [textDictionary(), textDictionary(), textDictionary()];
  const types = textDictionary();
  const ids = new IdIndex();
  const rows = new Map<number, readonly [number, number, number, number, number]>();
  const number = (id: number | null) => (id === null ? 0 : ids.add(id) + 1);

  function columnOf(place: 0 | 1 | 2 | 3 | 4, { entries }: { readonly entries: readonly unknown[] }): Codes {
    const column = new Uint32Array(ids.size + 1);
    for (const [partner, codes] of rows) column[partner] = codes[place];
    return toCodes(column, entries.length);
  }
  return {
    places,
    fields,
    number,
    add(row) {
      types.number(row.code_type_partenaire);
      rows.set(number(row.id_partenaire), [
        places.number([row.code_region_partenaire, row.code_ville_partenaire]),
        fields.number([row.code_gamme_partenaire, row.code_specialite_partenaire]),
        potentials.number(row.code_potentiel),
        establishments.number(row.code_type_etablissement),
        statuses.number(row.code_statut_partenaire),
      ]);
    },
    build: () => ({
      places: places.entries.map(([one, other]) => [one, other]),
      fields: fields.entries.map(([one, other]) => [one, other]),
      potentials: [...potentials.entries],
      establishments: [...establishments.entries],
      partnerStatuses: [...statuses.entries],
      partnerTypes: [...types.entries],
      partnerIds: ids.ids(),
      partnerPlace: columnOf(0, places),
      partnerField: columnOf(1, fields),
      partnerPotential: columnOf(2, potentials),
      partnerEstablishment: columnOf(3, establishments),
      partnerStatus: columnOf(4, statuses),
    }),
  };
}

import type { PartenaireVisite, Visite } from '../visites-tables.ts';
import { beginnings, toCodes } from './codes.ts';
import { textDictionary } from './dictionary.ts';
import { Growing } from './growing.ts';
import { IdIndex } from './id-index.ts';
import type { PartnerColumns } from './partner-columns.ts';
import type { Snapshot } from './snapshot.ts';
import { visitTraits } from './traits.ts';

const dayMs = 86_400_000;

export interface VisitColumns {
  add(row: Visite): void;
  addPartner(row: PartenaireVisite): void;
  build(): Pick<
    Snapshot,
    | 'visitDay'
    | 'visitUser'
    | 'visitHead'
    | 'visitTraits'
    | 'visitRows'
    | 'rowPartner'
    | 'rowPlace'
    | 'rowField'
    | 'rowProfession'
    | 'professions'
    | 'userIds'
    | 'headIds'
  >;
}

/** Visits in the order they come, then in the order of their days. */
export function createVisitColumns(partners: PartnerColumns): VisitColumns {
  const [visits, users, heads] = [new IdIndex(), new IdIndex(), new IdIndex()];
  const professions = textDictionary();
  const day = new Growing((length) => new Int32Array(length));
  const traits = new Growing((length) => new Uint8Array(length));
  const numbers = () => new Growing((length) => new Uint32Array(length));
  const [user, head] = [numbers(), numbers()];
  const row = { visit: numbers(), partner: numbers(), place: numbers(), field: numbers(), profession: numbers() };

  return {
    add(visit) {
      if (visits.add(visit.id_visite) !== day.length) throw new Error(`two visits have the id ${visit.id_visite}`);
      day.push(Date.parse(visit.date_visite) / dayMs);
      user.push(users.add(visit.id_utilisateur));
      head.push(visit.id_responsable === null ? 0 : heads.add(visit.id_responsable) + 1);
      traits.push(visitTraits(visit));
    },
    addPartner(pair) {
      const visit = visits.find(pair.id_visite);
      if (visit === -1) return;
      row.visit.push(visit);
      row.partner.push(partners.number(pair.id_partenaire));
      row.place.push(partners.places.number([pair.code_region_partenaire, pair.code_ville_partenaire]));
      row.field.push(partners.fields.number([pair.code_gamme_partenaire, pair.code_specialite_partenaire]));
      row.profession.push(professions.number(pair.code_type_partenaire));
    },
    build() {
      const order = orderByDay(day.values());
      const rank = new Uint32Array(order.length);
      for (let place = 0; place < order.length; place++) rank[order[place] ?? 0] = place;
      const visitOfRow = row.visit.values().map((visit) => rank[visit] ?? 0);
      // A visit without partner has one row, where all is missing.
      const visitRows = beginnings(visitOfRow, order.length, 1);
      const next = visitRows.slice();
      const placeOfRow = visitOfRow.map((visit) => {
        const place = next[visit] ?? 0;
        next[visit] = place + 1;
        return place;
      });
      const rows = visitRows.at(-1) ?? 0;
      const arrange = (column: Growing<Uint32Array>) => {
        const arranged = new Uint32Array(rows);
        const values = column.values();
        for (let at = 0; at < values.length; at++) arranged[placeOfRow[at] ?? 0] = values[at] ?? 0;
        return arranged;
      };
      return {
        visitDay: gather(day.values(), order),
        visitUser: toCodes(gather(user.values(), order), users.size),
        visitHead: toCodes(gather(head.values(), order), heads.size + 1),
        visitTraits: gather(traits.values(), order),
        visitRows,
        rowPartner: arrange(row.partner),
        rowPlace: toCodes(arrange(row.place), partners.places.entries.length),
        rowField: toCodes(arrange(row.field), partners.fields.entries.length),
        rowProfession: toCodes(arrange(row.profession), professions.entries.length),
        professions: [...professions.entries],
        userIds: users.ids(),
        headIds: heads.ids(),
      };
    },
  };
}

/** The places of the days in their order; equal days stay as they came. */
function orderByDay(days: Int32Array): Uint32Array {
  const known = [...new Set(days)].sort((a, b) => a - b);
  const rankOfDay = new Map(known.map((day, rank) => [day, rank]));
  const ranks = Uint32Array.from(days, (day) => rankOfDay.get(day) ?? 0);
  const next = beginnings(ranks, known.length);
  const order = new Uint32Array(days.length);
  for (let at = 0; at < ranks.length; at++) {
    const rank = ranks[at] ?? 0;
    const place = next[rank] ?? 0;
    order[place] = at;
    next[rank] = place + 1;
  }
  return order;
}

function gather<T extends Uint8Array | Uint32Array | Int32Array>(values: T, order: Uint32Array): T {
  const gathered = values.slice();
  for (let place = 0; place < order.length; place++) gathered[place] = values[order[place] ?? 0] ?? 0;
  return gathered as T;
}

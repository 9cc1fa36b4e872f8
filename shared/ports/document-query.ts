import { isList } from './canonical-json.ts';
import { checkCollectionName, fieldNameFault } from './document-names.ts';
import type { Condition, Query } from './documents.ts';
import { InvalidRequestError } from './failures.ts';

/** Firestore's limit of the choices of `in`. */
const maxChoices = 30;

/** A query with nothing left open; `order` is undefined when documents come by id. */
export interface CheckedQuery {
  readonly where: readonly Condition[];
  readonly order: NonNullable<Query['orderBy']> | undefined;
  readonly limit: number | undefined;
  readonly startAfterId: string | undefined;
}

/** The one rule of what may be asked, the same in every store. @throws InvalidRequestError that names what is wrong. */
export function checkQuery(collection: string, query: Query): CheckedQuery {
  checkCollectionName(collection);
  const { where = [], orderBy, limit, startAfterId } = query;
  checkConditions(where);
  if (orderBy !== undefined) checkField(orderBy.field);
  if (limit !== undefined && (!Number.isSafeInteger(limit) || limit < 0)) {
    throw new InvalidRequestError(`limit ${limit}: give a whole number`);
  }
  return { where, order: orderBy ?? orderOfComparison(where), limit, startAfterId };
}

/** @throws InvalidRequestError when a condition can never be answered. */
export function checkConditions(where: readonly Condition[]): void {
  for (const { field, op, value } of where) {
    checkField(field);
    if (op === 'in') {
      if (!isList(value)) throw new InvalidRequestError(`"in" on ${field} needs a list`);
      if (value.length > maxChoices) throw new InvalidRequestError(`"in" on ${field}: ${maxChoices} choices at most`);
    }
    const isOrdered = typeof value !== 'object' || op === '==' || op === '!=' || op === 'in';
    if (!isOrdered) throw new InvalidRequestError(`"${op}" on ${field}: null, lists and maps have no order`);
  }
}

/** The names of a dotted path. @throws InvalidRequestError when it leads to no field. */
export function checkField(field: string): readonly string[] {
  const names = field.split('.');
  for (const name of names) {
    const fault = fieldNameFault(name);
    if (fault !== undefined) throw new InvalidRequestError(`field path ${JSON.stringify(field)}: ${fault}`);
  }
  return names;
}

/** Firestore gives what is compared in the order of its field when no other is asked: its index is in that order. */
function orderOfComparison(where: readonly Condition[]): CheckedQuery['order'] {
  const compared = where.find(({ op }) => op !== '==' && op !== 'in');
  return compared === undefined ? undefined : { field: compared.field, direction: 'asc' };
}

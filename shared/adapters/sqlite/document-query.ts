import { isList } from '../../ports/canonical-json.ts';
import type { CheckedQuery } from '../../ports/document-query.ts';
import type { Condition, DocumentData, JsonValue } from '../../ports/documents.ts';
import { InvalidRequestError, NotFoundError } from '../../ports/failures.ts';
import { fieldSql, nullRank, rankValue, readField, sqlText } from './document-fields.ts';

/** A statement's text and its parameters, in order. */
export interface Sql {
  readonly text: string;
  readonly parameters: readonly (string | number)[];
}

/** The conditions on the field that comes first: it is the one whose index is followed. */
export function leadingConditions(where: readonly Condition[]): readonly Condition[] {
  return where.filter(({ field }) => field === where[0]?.field);
}

/** The rows of a collection that match, as the end of a SELECT. */
export function whereSql(collection: string, where: readonly Condition[]): Sql {
  const leading = new Set(leadingConditions(where));
  // The collection is a literal, so that SQLite sees that the partial indexes apply.
  const parts: Sql[] = [
    { text: `collection = ${sqlText(collection)}`, parameters: [] },
    ...where.map((condition) => conditionSql(condition, leading.has(condition))),
  ];
  return joinSql(parts, ' AND ');
}

/**
 * Matching rows in the order asked, from the place asked, as stretches to be read one after the other: SQLite finds the
 * start of each in the field's index, which it cannot for one comparison of several expressions.
 * @param readDocument reads the document to start after; only an ordered query needs it.
 */
export function querySql(
  collection: string,
  query: CheckedQuery,
  readDocument: (id: string) => DocumentData | undefined,
): readonly Sql[] {
  const { order, startAfterId } = query;
  const matching = whereSql(collection, query.where);
  if (order === undefined) {
    const after: Sql[] = startAfterId === undefined ? [] : [{ text: 'id > ?', parameters: [startAfterId] }];
    return [orderSql(joinSql([matching, ...after], ' AND '), 'id')];
  }
  const { rank, value } = fieldSql(order.field);
  const [direction, beyond] = order.direction === 'desc' ? ['DESC', '<'] : ['ASC', '>'];
  // What a stretch holds equal stays out of its ORDER BY: SQLite would sort instead of following the index.
  const byId = `id ${direction}`;
  const byValue = `${value} ${direction}, ${byId}`;
  const byRank = `${rank} ${direction}, ${byValue}`;
  const stretch = (text: string, parameters: Sql['parameters'], by: string) =>
    orderSql(joinSql([matching, { text, parameters }], ' AND '), by);
  if (startAfterId === undefined) return [stretch(`${rank} IS NOT NULL`, [], byRank)];
  const start = rankValue(startValue(startAfterId, order.field, readDocument));
  return [
    stretch(`${rank} = ? AND ${value} = ? AND id ${beyond} ?`, [start.rank, start.value, startAfterId], byId),
    stretch(`${rank} = ? AND ${value} ${beyond} ?`, [start.rank, start.value], byValue),
    stretch(`${rank} ${beyond} ?`, [start.rank], byRank),
  ];
}

function startValue(id: string, field: string, readDocument: (id: string) => DocumentData | undefined): JsonValue {
  const data = readDocument(id);
  if (data === undefined) throw new NotFoundError(`cannot start after document ${id}: it is not there`);
  const value = readField(data, field);
  if (value === undefined) throw new InvalidRequestError(`cannot start after document ${id}: it has no ${field}`);
  return value;
}

/** @param leads whether SQLite may follow the field's index; without statistics it would follow that of all that is done. */
function conditionSql({ field, op, value }: Condition, leads: boolean): Sql {
  const sql = fieldSql(field);
  const [rank, found] = leads ? [sql.rank, sql.value] : [`+${sql.rank}`, `+${sql.value}`];
  if (op === 'in') {
    const choices = isList(value) ? value.map((choice) => equalSql(rank, found, choice)) : [];
    return choices.length === 0 ? { text: '0', parameters: [] } : wrapSql(joinSql(choices, ' OR '));
  }
  if (op === '==') return equalSql(rank, found, value);
  const wanted = rankValue(value);
  if (op === '!=') {
    // Firestore: neither a missing field nor a null one is "not equal" to anything.
    return {
      text: `(${rank} > ${nullRank} AND NOT (${rank} = ? AND ${found} = ?))`,
      parameters: [wanted.rank, wanted.value],
    };
  }
  return { text: `(${rank} = ? AND ${found} ${op} ?)`, parameters: [wanted.rank, wanted.value] };
}

function equalSql(rank: string, found: string, value: JsonValue): Sql {
  const wanted = rankValue(value);
  return { text: `(${rank} = ? AND ${found} = ?)`, parameters: [wanted.rank, wanted.value] };
}

function orderSql({ text, parameters }: Sql, order: string): Sql {
  return { text: `${text} ORDER BY ${order}`, parameters };
}

function joinSql(parts: readonly Sql[], separator: string): Sql {
  return { text: parts.map((part) => part.text).join(separator), parameters: parts.flatMap((part) => part.parameters) };
}

function wrapSql({ text, parameters }: Sql): Sql {
  return { text: `(${text})`, parameters };
}

import type { FleetTable } from './catalogue-schema.ts';
import { type Fields, spread } from './fields.ts';
import { type JsonObject, valueAt, without } from './fleet-json.ts';
import { itemsOf, listsOf, toRecord } from './records.ts';

type Step = FleetTable['each'][number];

/** What opening a record gives for each row: an item, the prefix of its fields, and the fields of the records around it. */
type Give = (item: JsonObject, prefix: string, around: Fields) => void;

interface Exploder {
  /** Opens each list of the recipe in turn; the fields around the items of one list are the same map. */
  explode(record: JsonObject, give: Give): void;
  /** The fields that are kept whole: those of JSON columns. */
  readonly wholes: ReadonlySet<string>;
}

/** Opens records by a table's recipe; the records around a list's items are spread once for all of them. */
export function createExploder(table: FleetTable): Exploder {
  const wholes = new Set(
    Object.entries(table.columns).flatMap(([name, type]) => (type === 'JSON' ? [table.from[name] ?? name] : [])),
  );
  const steps = table.each.map((step) => ({ ...step, opened: listsOf(step) }));

  function open(record: JsonObject, depth: number, prefix: string, around: Fields, give: Give): void {
    const step = steps[depth];
    if (step === undefined) {
      give(record, prefix, around);
      return;
    }
    const fields = spread(holderOf(record, step), prefix, new Map(around), { wholes, around });
    let isEmpty = true;
    for (const [word, path] of step.opened) {
      const labelled = step.label === undefined ? fields : new Map(fields).set(step.label, word);
      for (const item of itemsOf(valueAt(record, path))) {
        isEmpty = false;
        open(toRecord(item), depth + 1, step.prefix, labelled, give);
      }
    }
    if (isEmpty && step.keepEmpty) give({}, '', fields);
  }

  const nothing: Fields = new Map();
  return { explode: (record, give) => open(table.omit.reduce(without, record), 0, '', nothing, give), wholes };
}

/** What of a record its items' rows carry. */
function holderOf(
  record: JsonObject,
  { keep, omit, opened }: Step & { opened: ReturnType<typeof listsOf> },
): JsonObject {
  if (keep !== undefined) {
    return Object.fromEntries(
      keep.flatMap((name) => (Object.hasOwn(record, name) ? [[name, record[name] ?? null]] : [])),
    );
  }
  return [...opened.map(([, path]) => path), ...omit].reduce(without, record);
}

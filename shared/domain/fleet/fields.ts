import { isObject, type Json, type JsonObject } from './fleet-json.ts';

/** A record's values by their joined names. */
export type Fields = Map<string, Json>;

/**
 * Adds a record's values: nested objects joined by `_`, lists and what `wholes` names as they are. What the records around
 * it say alike is said once; two fields that meet under one name otherwise (`a.b` and `a_b`) get different ones.
 * @returns the fields.
 */
export function spread(
  record: JsonObject,
  prefix: string,
  fields: Fields,
  { wholes, around }: { readonly wholes: ReadonlySet<string>; readonly around: ReadonlyMap<string, Json> },
): Fields {
  for (const key in record) {
    const value = record[key];
    if (value === null || value === undefined || !Object.hasOwn(record, key)) continue;
    const name = columnName(prefix, key);
    if (isObject(value) && !wholes.has(name) && !isExternalIds(key))
      spread(value, `${name}_`, fields, { wholes, around });
    else if (!fields.has(name)) fields.set(name, value);
    else if (!isAlike(around.get(name), value)) fields.set(freeName(fields, name), value);
  }
  return fields;
}

function isAlike(held: Json | undefined, value: Json): boolean {
  return held === value || (typeof held === 'object' && JSON.stringify(held) === JSON.stringify(value));
}

function freeName(fields: Fields, name: string): string {
  return fields.has(name) ? freeName(fields, `${name}_`) : name;
}

const plainName = /^\w+$/;
const known = new Map<string, string>();
const mostKnown = 10_000;

/** The column's name of a key, remembered: answers repeat few keys. */
function columnName(prefix: string, key: string): string {
  const joined = `${prefix}${key}`;
  const found = known.get(joined);
  if (found !== undefined) return found;
  const name = isExternalIds(key)
    ? `${prefix}external_ids`
    : plainName.test(joined)
      ? joined
      : joined.replace(/[^A-Za-z0-9_]/g, '_');
  if (known.size >= mostKnown) known.clear();
  known.set(joined, name);
  return name;
}

/** `externalIds`, `ExternalIds`, `external_ids`: an open map whose keys hold dots. */
function isExternalIds(key: string): boolean {
  return key.length >= 11 && key.length <= 12 && /^external_?ids$/i.test(key);
}

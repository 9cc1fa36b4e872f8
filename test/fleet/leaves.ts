/** The scalars of a row by their joined names, written so that both sides of a comparison write them alike. */
export type Leaves = Readonly<Record<string, string>>;

const sentinel = '9223372036854775807';

/** Flattens a record the slow and obvious way, for comparison with what the collection made of it. */
export function leavesOf(record: object, renamed: Readonly<Record<string, string>> = {}): Leaves {
  const leaves: Record<string, string> = {};
  const visit = (value: unknown, name: string): void => {
    if (value === null || value === undefined || value === '' || String(value) === sentinel) return;
    if (Array.isArray(value)) leaves[renamed[name] ?? name] = JSON.stringify(sorted(value));
    else if (typeof value === 'object' && !/external_?ids$/i.test(name)) {
      for (const [key, inner] of Object.entries(value)) visit(inner, name === '' ? key : `${name}_${key}`);
    } else {
      const known = name.replace(/external_?ids$/i, 'external_ids');
      leaves[renamed[known] ?? known] = typeof value === 'object' ? JSON.stringify(sorted(value)) : scalar(value);
    }
  };
  visit(record, '');
  return leaves;
}

/** A row of the warehouse, `_extra` opened, the window left out unless it is asked for. */
export function leavesOfRow(
  { _extra, window_day, ...columns }: Readonly<Record<string, unknown>>,
  withWindow: boolean,
): Leaves {
  return leavesOf({ ...columns, ...(withWindow ? { window_day } : {}), ...(typeof _extra === 'object' ? _extra : {}) });
}

/** Times alike whatever their digits, numbers alike whether they are written as such. */
function scalar(value: unknown): string {
  const text = String(value);
  if (/^\d{4}-\d\d-\d\dT/.test(text)) return new Date(text).toISOString();
  return /^-?\d{1,15}(\.\d+)?$/.test(text) ? String(Number(text)) : text;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return typeof value === 'number' ? String(value) : value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

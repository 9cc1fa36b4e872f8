import type { FleetSource } from './catalogue-schema.ts';
import { type FleetWindow, startOf } from './fleet-window.ts';

/** One listing of a window: what to ask, and under which name its pages are kept. */
export interface FleetPart {
  readonly name: string;
  readonly path: string;
  readonly parameters: Readonly<Record<string, string | readonly string[]>>;
  /** Fields that the records of this part lack. */
  readonly stamp: Readonly<Record<string, string>>;
}

/**
 * The listings that together make a window of these sources: one for all statistics of a call, one for each value of the
 * variants, one for each group of ids.
 */
export function partsOf(
  sources: readonly FleetSource[],
  window: FleetWindow,
  ids: readonly string[] = [],
): FleetPart[] {
  const [source] = sources;
  if (source === undefined) return [];
  const types = sources.flatMap(({ stat }) => stat ?? []);
  const common = {
    ...source.parameters,
    ...windowParameters(source, window),
    ...(types.length === 0 ? {} : { types }),
  };
  return variantsOf(source).flatMap((variant) =>
    idGroups(source, ids).map(({ name, path, parameters, stamp }) => ({
      name: [...Object.values(variant), ...(name === '' ? [] : [name])].join('-') || 'all',
      path,
      parameters: { ...common, ...variant, ...parameters },
      stamp,
    })),
  );
}

function variantsOf(source: FleetSource): Readonly<Record<string, string>>[] {
  return Object.entries(source.variants).reduce<Readonly<Record<string, string>>[]>(
    (variants, [name, values]) => variants.flatMap((variant) => values.map((value) => ({ ...variant, [name]: value }))),
    [{}],
  );
}

function idGroups({ endpoint, ids: rule }: FleetSource, ids: readonly string[]): FleetPart[] {
  if (rule === undefined) return [{ name: '', path: endpoint, parameters: {}, stamp: {} }];
  const inPath = `{${rule.parameter}}`;
  if (rule.perCall === 1) {
    return ids.map((id) => ({
      name: encodeURIComponent(id),
      path: endpoint.replace(inPath, encodeURIComponent(id)),
      parameters: endpoint.includes(inPath) ? {} : { [rule.parameter]: id },
      stamp: rule.stamp === undefined ? {} : { [rule.stamp]: id },
    }));
  }
  const groups = Array.from({ length: Math.ceil(ids.length / rule.perCall) }, (_, index) =>
    ids.slice(index * rule.perCall, (index + 1) * rule.perCall),
  );
  return groups.map((group, index) => ({
    name: `group-${String(index + 1).padStart(4, '0')}`,
    path: endpoint,
    parameters: { [rule.parameter]: group },
    stamp: {},
  }));
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

function windowParameters({ window: kind }: FleetSource, { day, end }: FleetWindow): Record<string, string> {
  switch (kind) {
    case 'snapshot':
      return {};
    case 'instants':
      return { startTime: `${day}T00:00:00Z`, endTime: `${end}T00:00:00Z` };
    case 'milliseconds':
      return { startMs: String(startOf(day)), endMs: String(startOf(end)) };
    case 'dates':
      return { startDate: day, endDate: day };
    case 'date-times':
      return { startDate: `${day}T00:00:00Z`, endDate: `${day}T23:59:59Z` };
    case 'feed':
      return { startTime: `${day}T00:00:00Z` };
    case 'month':
      return { year: day.slice(0, 4), month: months[Number(day.slice(5, 7)) - 1] ?? '' };
  }
}

/** The page of the fleet's tables, made from the catalogue so that it cannot say anything else. */
import { fleetSources } from '../shared/domain/fleet/catalogue.ts';
import type { FleetSource, FleetTable } from '../shared/domain/fleet/catalogue-schema.ts';
import { fleetTables } from '../shared/domain/fleet/warehouse-tables.ts';

const windows: Readonly<Record<FleetSource['window'], string>> = {
  snapshot: 'a whole listing, the newest one',
  instants: 'a UTC day, `startTime` to `endTime`',
  milliseconds: 'a UTC day, `startMs` to `endMs`',
  dates: 'a day, `startDate` and `endDate` included',
  'date-times': 'a day, `startDate` and `endDate` included, with an offset',
  feed: 'a feed, from the day’s start until its rows are past the day',
  month: 'a calendar month; `window_day` is its first day',
};

const introduction = `# Tables of the fleet

Made from the catalogue (\`shared/domain/fleet/catalogue/*.json\`) by \`npm run docs:fleet\`. ${fleetSources.length} sources fill ${fleetTables.length} tables.

- **\`window_day\`** is the UTC day a row was asked for: the partition, replaced as a whole. Snapshots have none and are replaced whole.
- A row belongs to the window in which its own start falls (column *starts at*). Tables without it have one row per key and window.
- Streams that start at \`updatedAtTime\` have a row in the partition of each day on which it changed, as it was when that day was collected; a day that is collected again loses rows that changed later. The newest state of each: \`SELECT * FROM fleet.fleet_defects WHERE TRUE QUALIFY ROW_NUMBER() OVER (PARTITION BY id ORDER BY updatedAtTime DESC, window_day DESC) = 1\`.
- **\`_extra\`** holds whatever the API sends that has no column here: nothing that comes is dropped.
- Nested objects are joined by \`_\`; \`externalIds\`, however it is written, is the JSON column \`external_ids\`. Identifiers are texts, measures are FLOAT64, 64-bit integers are exact, and "no end yet" (2^63-1) is NULL.
- \`--table\` takes the name of a source, or of any table it fills.
`;

/** The Markdown text of docs/fleet-tables.md. */
export function fleetTablesPage(): string {
  const sources = fleetSources.toSorted((a, b) => (a.table < b.table ? -1 : 1));
  return `${[introduction, ...sources.map(describeSource)].join('\n')}`;
}

function describeSource(source: FleetSource): string {
  const facts = [
    `Source: \`${source.endpoint}\`${parametersOf(source)}, at most ${source.requestsPerSecond} calls a second`,
    `window: ${windows[source.window]}`,
    ...(source.startsAt === undefined ? [] : [`starts at: \`${source.startsAt}\``]),
    ...(source.ids === undefined
      ? []
      : [`asked by the \`${source.ids.column}\` of \`${source.ids.of}\`, ${source.ids.perCall} a call`]),
    ...(source.settleHours === 0 ? [] : [`ready ${source.settleHours} hours after its end`]),
    ...(source.stat === undefined ? [] : ['up to three statistics share a call']),
  ];
  return [`## ${source.table}\n`, `${facts.join('; ')}.\n`, ...source.tables.map(describeTable)].join('\n');
}

function parametersOf({ parameters, variants, stat }: FleetSource): string {
  const given = [
    ...Object.entries(parameters).map(([name, value]) => `${name}=${value}`),
    ...Object.entries(variants).map(([name, values]) => `${name}=${values.join(' then ')}`),
    ...(stat === undefined ? [] : [`types=${stat}`]),
  ];
  return given.length === 0 ? '' : ` with \`${given.join('`, `')}\``;
}

function describeTable(table: FleetTable): string {
  const definition = fleetTables.find(({ name }) => name === table.name);
  if (definition === undefined) throw new Error(`no definition of ${table.name}`);
  const facts = [
    `key: ${table.key.map((column) => `\`${column}\``).join(', ')}`,
    definition.partitionBy === undefined ? 'no partition' : `partition: \`${definition.partitionBy}\``,
    ...(table.cluster.length === 0 ? [] : [`cluster: ${table.cluster.map((column) => `\`${column}\``).join(', ')}`]),
    ...(table.each.length === 0 ? [] : [`a row for each of ${table.each.map(listOf).join(', then of ')}`]),
  ];
  const columns = definition.columns.map(({ name, type }) => {
    const from = table.from[name];
    return `\`${name}\` ${type}${from === undefined ? '' : ` (from \`${from}\`)`}`;
  });
  return `**\`${table.name}\`** (${facts.join('; ')}): ${columns.join(', ')}.\n`;
}

function listOf({ list, lists }: FleetTable['each'][number]): string {
  return [...(list === undefined ? [] : [list]), ...Object.values(lists ?? {})].map((name) => `\`${name}\``).join(', ');
}

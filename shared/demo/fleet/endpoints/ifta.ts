import type { RollupSet } from '../data/dataset.ts';
import type { Endpoint } from '../listing.ts';
import { type FleetQuery, InvalidArgument } from '../query.ts';
import { rolledUp } from './rolled-up.ts';

const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];
const quarters = ['Q1', 'Q2', 'Q3', 'Q4'];

/** `year` with `month` (its English name) or `quarter`, as the API says it back. */
function readPeriod(query: FleetQuery): { readonly year: number; readonly month?: string; readonly quarter?: string } {
  const year = query.text('year', { required: true }) ?? '';
  if (!/^20\d\d$/.test(year)) throw new InvalidArgument('parameter year is no year');
  const month = query.text('month', { oneOf: months });
  const quarter = query.text('quarter', { oneOf: quarters });
  if ((month === undefined) === (quarter === undefined)) throw new InvalidArgument('give either month or quarter');
  return { year: Number(year), ...(month === undefined ? { quarter: quarter ?? '' } : { month }) };
}

function iftaWindow(query: FleetQuery) {
  const { year, month, quarter } = readPeriod(query);
  const first = month === undefined ? quarters.indexOf(quarter ?? '') * 3 : months.indexOf(month);
  return { from: Date.UTC(year, first), to: Date.UTC(year, first + (month === undefined ? 3 : 1)) };
}

/** `/fleet/reports/ifta/vehicle` and `/fleet/reports/ifta/jurisdiction`. */
export function iftaEndpoints(vehicles: RollupSet, jurisdictions: RollupSet, rowsPerPage: number): readonly Endpoint[] {
  const window = iftaWindow;
  return [
    rolledUp(vehicles, {
      requestsPerSecond: 25,
      rowsPerPage,
      window,
      body: (rows, query) => ({
        data: { ...readPeriod(query), troubleshooting: { noPurchasesFound: true }, vehicleReports: rows },
      }),
    }),
    rolledUp(jurisdictions, {
      requestsPerSecond: 5,
      rowsPerPage,
      window,
      paging: 'none',
      body: (rows, query) => ({ data: { ...readPeriod(query), jurisdictionReports: rows } }),
    }),
  ];
}

import type { FleetSeed } from '../data/fleet-seed.ts';
import { iftaJurisdictionReports, iftaVehicleReport } from '../data/reports.ts';
import type { JsonObject } from '../json.ts';
import type { Endpoint } from '../listing.ts';
import { type FleetQuery, InvalidArgument } from '../query.ts';

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

/** `year` with `month` (its English name) or `quarter`. */
function readPeriod(query: FleetQuery) {
  const year = query.text('year', { required: true }) ?? '';
  if (!/^20\d\d$/.test(year)) throw new InvalidArgument('parameter year is no year');
  const month = query.text('month', { oneOf: months });
  const quarter = query.text('quarter', { oneOf: ['Q1', 'Q2', 'Q3', 'Q4'] });
  if ((month === undefined) === (quarter === undefined)) throw new InvalidArgument('give either month or quarter');
  return { year: Number(year), ...(month === undefined ? { quarter: quarter ?? '' } : { month }) };
}

const keyOf = ({ year, month, quarter }: { year: number; month?: string; quarter?: string }) =>
  `${year}-${month ?? quarter}`;

/** `/fleet/reports/ifta/vehicle` and `/fleet/reports/ifta/jurisdiction`. */
export function iftaEndpoints(seed: FleetSeed, rowsPerPage: number): readonly Endpoint[] {
  return [
    {
      path: '/fleet/reports/ifta/vehicle',
      requestsPerSecond: 25,
      paging: 'after',
      list(query) {
        const period = readPeriod(query);
        return {
          positions: seed.vehicles,
          rowsPerPage,
          rowsAt: (vehicle): readonly JsonObject[] => [iftaVehicleReport(seed, vehicle, keyOf(period))],
          body: (rows) => ({ data: { ...period, troubleshooting: { noPurchasesFound: true }, vehicleReports: rows } }),
        };
      },
    },
    {
      path: '/fleet/reports/ifta/jurisdiction',
      requestsPerSecond: 5,
      paging: 'none',
      list(query) {
        const period = readPeriod(query);
        return {
          positions: 1,
          rowsPerPage,
          rowsAt: (): readonly JsonObject[] => iftaJurisdictionReports(seed, keyOf(period)),
          body: (rows) => ({ data: { ...period, jurisdictionReports: rows } }),
        };
      },
    },
  ];
}

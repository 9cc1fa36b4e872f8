import * as z from 'zod';
import type { FleetTruth } from '../../shared/demo/fleet/fleet-truth.ts';
import type { Day } from '../../shared/domain/day.ts';
import { type Leaves, leavesOf } from './leaves.ts';

type Expectation = (truth: FleetTruth, from: Day, to: Day) => Iterable<Leaves>;

const record = z.record(z.string(), z.unknown());
const faultSchema = z.object({
  obdii: z.object({ checkEngineLightIsOn: z.boolean(), diagnosticTroubleCodes: z.array(record) }).optional(),
  j1939: z
    .object({ checkEngineLights: z.record(z.string(), z.boolean()), diagnosticTroubleCodes: z.array(record) })
    .optional(),
});
const listed = z.array(record).catch([]);
const lamps = ['protect', 'warning', 'stop', 'emissions'];

/** The three tables of fault codes: the readings, and the codes of the two kinds of bus. */
export function expectedFaults(readings: Expectation): Readonly<Record<string, Expectation>> {
  const table = 'fleet_vehicle_stats_faultCodes';
  const split = (codesOf: (fault: z.infer<typeof faultSchema>) => Iterable<Record<string, unknown>>): Expectation =>
    function* (truth, from, to) {
      for (const { parent, item } of truth.rows('/fleet/vehicles/stats/history#faultCodes', { from, to })) {
        const { obdii: _, j1939: __, ...shared } = item;
        const named = leavesOf({ id: parent.id, name: parent.name, ...shared }, { id: 'vehicle_id', name: 'parc_id' });
        for (const code of codesOf(faultSchema.parse(item))) yield { ...named, ...leavesOf(code) };
      }
    };
  return {
    [table]: readings,
    [`${table}_obdii`]: split(obdiiCodes),
    [`${table}_j1939`]: split(j1939Codes),
  };
}

function* obdiiCodes({ obdii }: z.infer<typeof faultSchema>) {
  for (const { confirmedDtcs, pendingDtcs, permanentDtcs, ...unit } of obdii?.diagnosticTroubleCodes ?? []) {
    const shared = { obdii_engine_light_on: obdii?.checkEngineLightIsOn, ...prefixed('obdii_', unit) };
    const kinds = { confirmed: confirmedDtcs, pending: pendingDtcs, permanent: permanentDtcs };
    const codes = Object.entries(kinds).flatMap(([kind, list]) =>
      listed.parse(list).map((code) => ({ ...shared, obdii_codeKind: kind, ...prefixed('obdii_', code) })),
    );
    yield* codes.length > 0 ? codes : [shared];
  }
}

function* j1939Codes({ j1939 }: z.infer<typeof faultSchema>) {
  if (j1939 === undefined) return;
  const shared = Object.fromEntries(
    lamps.map((lamp) => [`j1939_${lamp}_engine_light_On`, j1939.checkEngineLights[`${lamp}IsOn`]]),
  );
  const codes = j1939.diagnosticTroubleCodes.map((code) => ({ ...shared, ...prefixed('j1939_', code) }));
  yield* codes.length > 0 ? codes : [shared];
}

function prefixed(prefix: string, fields: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [`${prefix}${name}`, value]));
}

import { createRandom, type Random } from '../../data/random.ts';
import type { JsonObject } from '../json.ts';
import { dayMilliseconds, type TimedSet } from './dataset.ts';
import { numberOf } from './entities.ts';
import type { FleetSeed } from './fleet-seed.ts';
import { reefers } from './things.ts';

export const reefersPath = '/v1/fleet/assets/reefers';

const temperature = (random: Random) => ({ tempInMilliC: random.integer(-25_000, 12_000) });
const alarm = (random: Random) => ({
  alarmCode: String(random.integer(1, 200)),
  description: 'Température hors limites',
  operatorAction: 'Vérifier la porte',
  severity: random.integer(1, 3),
});

/** What a reefer tells, and what a reading holds beside the time of the change. */
const stats: Readonly<Record<string, (random: Random) => JsonObject>> = {
  engineHours: (random) => ({ engineHours: random.integer(0, 20_000) }),
  fuelPercentage: (random) => ({ fuelPercentage: random.integer(0, 100) }),
  returnAirTemperature: temperature,
  ambientAirTemperature: temperature,
  dischargeAirTemperature: temperature,
  setPoint: temperature,
  powerStatus: (random) => ({ status: random.pick(['Active', 'Active (Start/Stop)', 'Off']) }),
  reeferAlarms: (random) => ({ alarms: Array.from({ length: random.integer(0, 2) }, () => alarm(random)) }),
};

/** `/v1/fleet/assets/reefers`: eight sorts of readings in one answer, each by the time of the change in milliseconds. */
export function reeferStats(seed: FleetSeed): readonly TimedSet[] {
  return Object.entries(stats).map(([type, write]) => ({
    name: `${reefersPath}#${type}`,
    entities: reefers,
    parentOf: (asset) => ({
      id: numberOf('asset', asset),
      name: `Remorque frigo ${asset + 1}`,
      assetType: 'Reefer (Thermo King)',
    }),
    itemsOf(asset, day) {
      const random = createRandom(seed.seed, type, asset, day);
      const count = random.integer(0, Math.max(1, Math.round(seed.readingsPerDay / 4)));
      const step = Math.floor(dayMilliseconds / (count + 1));
      return Array.from({ length: count }, (_, index) => {
        const at = day + index * step + (index === 0 && random.chance(0.3) ? 0 : random.integer(0, step - 1));
        return { at, json: { changedAtMs: at, ...write(random) } };
      });
    },
  }));
}

import type { Random } from '../../data/random.ts';
import type { JsonObject } from '../json.ts';

/** What an electric vehicle alone has. */
const electric: Readonly<Record<string, readonly [from: number, to: number]>> = {
  evStateOfChargeMilliPercent: [5_000, 100_000],
  evChargingStatus: [0, 3],
  evChargingEnergyMicroWh: [0, 50_000_000_000],
  evChargingVoltageMilliVolt: [220_000, 410_000],
  evChargingCurrentMilliAmp: [-200_000, 32_000],
  evConsumedEnergyMicroWh: [0, 90_000_000_000],
  evRegeneratedEnergyMicroWh: [0, 9_000_000_000],
  evBatteryStateOfHealthMilliPercent: [80_000, 100_000],
  evAverageBatteryTemperatureMilliCelsius: [-5_000, 45_000],
  evDistanceDrivenMeters: [0, 300_000_000],
};

/** What the other vehicles' engines tell. */
const engine: Readonly<Record<string, readonly [from: number, to: number]>> = {
  defLevelMilliPercent: [0, 100_000],
  engineCoolantTemperatureMilliC: [-10_000, 105_000],
  engineLoadPercent: [0, 100],
  engineOilPressureKPa: [100, 700],
  engineRpm: [700, 4_500],
  fuelPercents: [0, 100],
  intakeManifoldTemperatureMilliC: [-5_000, 80_000],
  obdEngineSeconds: [1_000_000, 90_000_000],
};

const all: Readonly<Record<string, readonly [from: number, to: number]>> = {
  ambientAirTemperatureMilliC: [-15_000, 42_000],
  barometricPressurePa: [90_000, 104_000],
  batteryMilliVolts: [11_500, 14_800],
  ecuSpeedMph: [0, 80],
  gpsDistanceMeters: [0, 40_000],
  gpsOdometerMeters: [5_000_000, 400_000_000],
  obdOdometerMeters: [5_000_000, 400_000_000],
};

/** What a reading holds beside its time. */
export type StatValue = (random: Random) => JsonObject;

export interface StatType {
  readonly name: string;
  readonly vehicles: 'electric' | 'engine' | 'all';
  /** Of the seed's readings a day; events come seldom. */
  readonly share: number;
  readonly value: StatValue;
}

function measures(ranges: typeof all, vehicles: StatType['vehicles'], floatShare: number): StatType[] {
  return Object.entries(ranges).map(([name, [from, to]]) => ({
    name,
    vehicles,
    share: 1,
    value: (random) => {
      const value = random.integer(from, to);
      return { value: random.chance(floatShare) ? value + 0.5 : value };
    },
  }));
}

const ignition = ['ignition_enabled', 'ignition_disabled'];

function troubleCodes(random: Random): JsonObject {
  const code = () => ({
    dtcDescription: 'Ratés de combustion',
    dtcId: random.integer(1, 9_999),
    dtcShortCode: 'P0300',
  });
  const codes = (most: number) => Array.from({ length: random.integer(0, most) }, code);
  if (random.chance(0.5)) {
    return {
      canBusType: 'CAN',
      obdii: {
        checkEngineLightIsOn: random.chance(0.5),
        diagnosticTroubleCodes: [
          {
            confirmedDtcs: codes(2),
            pendingDtcs: codes(2),
            permanentDtcs: codes(1),
            ignitionType: random.pick(['spark', 'compression']),
            txId: random.integer(0, 2_048),
          },
        ],
      },
    };
  }
  const light = () => random.chance(0.3);
  return {
    canBusType: 'J1939',
    j1939: {
      checkEngineLights: { emissionsIsOn: light(), protectIsOn: light(), stopIsOn: light(), warningIsOn: light() },
      diagnosticTroubleCodes: Array.from({ length: random.integer(0, 3) }, () => ({
        fmiDescription: 'Circuit ouvert',
        fmiId: random.integer(0, 31),
        milStatus: random.integer(0, 1),
        occurrenceCount: random.integer(1, 120),
        sourceAddressName: 'Moteur n° 1',
        spnDescription: 'Pression d’huile',
        spnId: random.integer(1, 5_000),
        txId: random.integer(0, 255),
      })),
    },
  };
}

/** Every stat that this fleet has. */
export function statTypes(floatShare: number): readonly StatType[] {
  return [
    ...measures(electric, 'electric', floatShare),
    ...measures(engine, 'engine', floatShare),
    ...measures(all, 'all', floatShare),
    {
      name: 'engineStates',
      vehicles: 'all',
      share: 0.5,
      value: (random) => ({ value: random.pick(['On', 'Off', 'Idle']) }),
    },
    {
      name: 'engineImmobilizer',
      vehicles: 'all',
      share: 0.1,
      value: (random) => ({ connected: random.chance(0.9), state: random.pick(ignition) }),
    },
    { name: 'faultCodes', vehicles: 'engine', share: 0.1, value: troubleCodes },
    {
      name: 'gps',
      vehicles: 'all',
      share: 1,
      value: (random) => ({
        latitude: 43 + random.integer(0, 6_000_000) / 1e6,
        longitude: -1 + random.integer(0, 7_000_000) / 1e6,
        headingDegrees: random.integer(0, 359),
        // Whole or not, as it comes.
        speedMilesPerHour: random.chance(0.5) ? random.integer(0, 70) : random.integer(0, 7_000) / 100,
        reverseGeo: { formattedLocation: 'Rue de la Fibre, Rennes' },
        isEcuSpeed: random.chance(0.3),
      }),
    },
  ];
}

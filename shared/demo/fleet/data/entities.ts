import { createRandom } from '../../data/random.ts';
import type { JsonObject } from '../json.ts';
import { present } from './dataset.ts';
import type { FleetSeed } from './fleet-seed.ts';

const firstId = 281_474_976_710_656;

/** Ids are 64-bit numbers, most often written as text; each sort of thing has its own range. */
const ranges = { vehicle: 0, driver: 1, tag: 2, asset: 3, address: 4, trailer: 5, equipment: 6, contact: 7, user: 8 };

/** The id of a thing, as a number. */
export function numberOf(sort: keyof typeof ranges, entity: number): number {
  return firstId + ranges[sort] * 10_000_000 + entity;
}

/** The id of a thing, as the API writes it mostly. */
export function idOf(sort: keyof typeof ranges, entity: number): string {
  return String(numberOf(sort, entity));
}

const makes = [
  ['Renault', 'Trafic'],
  ['Peugeot', 'Expert'],
  ['Citroën', 'Jumpy'],
  ['Renault', 'Kangoo E-Tech'],
] as const;

/** Every fourth vehicle is electric. */
export function isElectric(vehicle: number): boolean {
  return vehicle % 4 === 3;
}

export function vinOf({ seed }: FleetSeed, vehicle: number): string {
  const random = createRandom(seed, 'vin', vehicle);
  return `VF1${String(random.integer(0, 99_999_999)).padStart(8, '0')}${String(vehicle).padStart(6, '0')}`;
}

function serialOf({ seed }: FleetSeed, vehicle: number): string {
  const letters = createRandom(seed, 'serial', vehicle);
  const pick = (count: number) =>
    Array.from({ length: count }, () => letters.pick([...'ABCDEFGHJKMNPRSTUVWXYZ23456789'])).join('');
  return `G${pick(3)}-${pick(3)}-${pick(3)}`;
}

export function vehicleNameOf(vehicle: number): string {
  return `PARC-${String(vehicle + 1).padStart(4, '0')}`;
}

/** A vehicle as other rows name it. */
export function vehicleReference(seed: FleetSeed, vehicle: number): JsonObject {
  return {
    externalIds: { 'samsara.serial': serialOf(seed, vehicle), 'samsara.vin': vinOf(seed, vehicle) },
    id: idOf('vehicle', vehicle),
    name: vehicleNameOf(vehicle),
  };
}

/** A row of `/fleet/vehicles`. */
export function vehicleRow(seed: FleetSeed, vehicle: number): JsonObject {
  const random = createRandom(seed.seed, 'vehicle', vehicle);
  const [make, model] = isElectric(vehicle) ? makes[3] : random.pick(makes.slice(0, 3));
  const driver = random.chance(0.6) ? random.integer(0, seed.drivers - 1) : undefined;
  return present({
    ...vehicleReference(seed, vehicle),
    vin: vinOf(seed, vehicle),
    make,
    model,
    // Quoted, as the API does.
    year: String(random.integer(2017, 2026)),
    licensePlate: `${random.pick(['AB', 'FG', 'GK'])}-${random.integer(100, 999)}-${random.pick(['CD', 'ZE', 'WW'])}`,
    serial: serialOf(seed, vehicle),
    notes: random.chance(0.3) ? '' : 'Véhicule de secteur',
    harshAccelerationSettingType: random.pick(['off', 'automatic', 'passengerCar']),
    vehicleRegulationMode: 'unregulated',
    auxInputType1: random.chance(0.2) ? 'generator' : undefined,
    staticAssignedDriver:
      driver === undefined ? undefined : { id: idOf('driver', driver), name: driverNameOf(seed, driver) },
    tags: tagsOfVehicle(vehicle),
    gateway: { serial: serialOf(seed, vehicle), model: 'VG54EU' },
    createdAtTime: `2024-0${random.integer(1, 9)}-1${random.integer(0, 9)}T08:30:00Z`,
    updatedAtTime: `2026-0${random.integer(1, 9)}-2${random.integer(0, 8)}T17:05:12.${random.integer(100, 999)}Z`,
  });
}

export const tagNames = ['Nord', 'Ouest', 'Sud', 'Est', 'Île-de-France', 'Poids lourds'] as const;

/** A vehicle's tags, in the short form. */
export function tagsOfVehicle(vehicle: number): readonly JsonObject[] {
  const tag = vehicle % tagNames.length;
  return [{ id: idOf('tag', tag), name: tagNames[tag] ?? '', parentTagId: idOf('tag', 0) }];
}

const firstNames = ['Awa', 'Benoît', 'Chloé', 'Driss', 'Élodie', 'Fatou', 'Gaël', 'Hélène', 'Idriss', 'Joëlle'];
const lastNames = ['Martin', 'Le Goff', 'Diallo', 'N’Guyen', 'Lefèvre', 'Benali', 'Moreau', 'Dupont-Aignan'];

export function driverNameOf({ seed }: FleetSeed, driver: number): string {
  const random = createRandom(seed, 'driver name', driver);
  return `${random.pick(firstNames)} ${random.pick(lastNames)} ${driver + 1}`;
}

/** Of ten drivers four are not active any more: the listing does not give them unless asked. */
export function isActiveDriver(driver: number): boolean {
  return driver % 10 < 6;
}

/** A driver as other rows name one. */
export function driverReference(seed: FleetSeed, driver: number): JsonObject {
  return { id: idOf('driver', driver), name: driverNameOf(seed, driver) };
}

/** The hour at which a driver's log day begins, UTC here. */
export function logHourOf(driver: number): number {
  return driver % 7 === 0 ? 5 : 0;
}

/** A row of `/fleet/drivers`. */
export function driverRow(seed: FleetSeed, driver: number): JsonObject {
  const random = createRandom(seed.seed, 'driver', driver);
  return present({
    ...driverReference(seed, driver),
    username: `conducteur${driver + 1}`,
    driverActivationStatus: isActiveDriver(driver) ? 'active' : 'deactivated',
    isDeactivated: isActiveDriver(driver) ? undefined : true,
    timezone: 'Europe/Paris',
    phone: random.chance(0.8) ? `+3370000${String(driver).padStart(4, '0')}` : undefined,
    licenseState: '',
    eldDayStartHour: logHourOf(driver),
    eldExempt: random.chance(0.2),
    carrierSettings: { carrierName: 'Terrain SA', dotNumber: random.integer(1, 999_999), mainOfficeAddress: 'Rennes' },
    externalIds: random.chance(0.5) ? { matricule: `M${driver}`, 'paie.id': String(driver) } : undefined,
    tags: [{ id: idOf('tag', driver % tagNames.length), name: tagNames[driver % tagNames.length] ?? '' }],
    createdAtTime: `2023-0${random.integer(1, 9)}-05T06:00:00Z`,
    updatedAtTime: `2026-0${random.integer(1, 9)}-15T06:00:00Z`,
  });
}

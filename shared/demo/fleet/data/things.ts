import { createRandom, type Random } from '../../data/random.ts';
import type { JsonObject } from '../json.ts';
import { iso, type ListedSet, present } from './dataset.ts';
import { idOf, numberOf, tagNames, tagsOfVehicle, vehicleNameOf, vehicleReference } from './entities.ts';
import type { FleetSeed } from './fleet-seed.ts';
import { address, point } from './places.ts';
import { configurationIdOf } from './work.ts';

type Write = (entity: number, random: Random) => JsonObject;

/** How many of the things there are that do not grow with the fleet. */
export const configurations = 7;
export const reefers = 9;

const tag = (entity: number) => [
  { id: idOf('tag', entity % tagNames.length), name: tagNames[entity % tagNames.length] ?? '' },
];

const addressRow: Write = (entity, random) =>
  present({
    id: idOf('address', entity),
    name: `Dépôt ${entity + 1}`,
    ...point(random),
    formattedAddress: String(address(random).formatted),
    geofence:
      entity % 2 === 0
        ? { circle: { ...point(random), radiusMeters: random.integer(50, 400) } }
        : { polygon: { vertices: Array.from({ length: 4 }, () => point(random)) } },
    addressTypes: entity % 3 === 0 ? ['yard', 'workforceSite'] : undefined,
    notes: '',
    externalIds: entity % 4 === 0 ? { 'siege.code': `D${entity}` } : undefined,
    tags: tag(entity),
    createdAtTime: '2023-05-04T09:00:00Z',
  });

const contactRow: Write = (entity) =>
  present({
    id: idOf('contact', entity),
    firstName: 'Contact',
    lastName: `N° ${entity + 1}`,
    email: `contact${entity + 1}@example.org`,
    phone: entity % 2 === 0 ? `+3360000${String(entity).padStart(4, '0')}` : undefined,
  });

const documentTypeRow: Write = (entity) => ({
  id: `type-${entity}`,
  name: ['Bon de livraison', 'Ticket carburant', 'Constat'][entity] ?? 'Autre',
  orgId: numberOf('user', 999),
  fieldTypes: [
    {
      label: 'Litres',
      requiredField: true,
      fieldType: 'number',
      numberFieldTypeMetaData: { numberOfDecimalPlaces: 2 },
    },
    { label: 'Remarque', requiredField: false, fieldType: 'string' },
  ],
  conditionalFieldSections: [],
});

const configurationRow: Write = (entity) => ({
  id: configurationIdOf(entity),
  name: `Alerte ${entity + 1}`,
  isEnabled: entity % 5 !== 4,
  createdAtTime: '2024-02-01T10:00:00Z',
  lastModifiedAtTime: '2026-02-01T10:00:00.123Z',
  operationalSettings: { timeRangeType: 'activeBetween', timeRanges: [] },
  scope: { all: false, tags: tag(entity) },
  triggers: [{ triggerTypeId: 1_005 + entity, triggerParams: { speed: { durationMilliseconds: 10_000 } } }],
  actions: [{ actionTypeId: 1, actionParams: { recipients: [{ contactId: idOf('contact', 0) }] } }],
});

const equipmentRow: Write = (entity, random) =>
  present({
    id: idOf('equipment', entity),
    name: `Groupe ${entity + 1}`,
    equipmentSerialNumber: `EQ${random.integer(10_000, 99_999)}`,
    assetSerial: '',
    installedGateway: entity % 2 === 0 ? { serial: `GEQ${entity}`, model: 'AG46' } : undefined,
    externalIds: { 'maintenance.ref': `R${entity}` },
    tags: tag(entity),
    notes: '',
  });

const trailerRow: Write = (entity, random) =>
  present({
    id: idOf('trailer', entity),
    name: `REM-${String(entity + 1).padStart(3, '0')}`,
    trailerSerialNumber: `TR${random.integer(10_000, 99_999)}`,
    licensePlate: entity % 2 === 0 ? 'EE-123-FF' : undefined,
    enabledForMobile: entity % 3 !== 0,
    installedGateway: { serial: `GTR${entity}`, model: 'AG26' },
    externalIds: { 'samsara.serial': `GTR${entity}` },
    tags: tag(entity),
    attributes: [{ id: 'attr-1', name: 'PTAC', numberValues: [3500] }],
  });

const assetRowV1: Write = (entity, random) =>
  present({
    id: numberOf('asset', entity),
    name: `Remorque frigo ${entity + 1}`,
    assetSerialNumber: `SN${random.integer(1_000, 9_999)}`,
    cable: entity % 2 === 0 ? { assetType: 'Reefer (Thermo King)' } : undefined,
    engineHours: random.integer(0, 9_000),
    vehicleId: entity % 3 === 0 ? numberOf('vehicle', entity) : undefined,
  });

const assetRow: Write = (entity, random) =>
  present({
    id: idOf('asset', entity),
    name: `Remorque frigo ${entity + 1}`,
    type: random.pick(['trailer', 'equipment', 'uncategorized']),
    serialNumber: `SN${random.integer(1_000, 9_999)}`,
    readingsIngestionEnabled: entity % 2 === 0,
    createdAtTime: '2024-03-01T00:00:00Z',
    updatedAtTime: '2026-03-01T00:00:00Z',
    externalIds: { 'samsara.serial': `GAS${entity}` },
    tags: tag(entity),
  });

function deviceRow(seed: FleetSeed): Write {
  return (entity, random) =>
    present({
      serial: String(vehicleReference(seed, entity).id).slice(-9),
      model: random.pick(['VG54EU', 'CM33', 'AG46']),
      asset: { id: idOf('vehicle', entity), name: vehicleNameOf(entity) },
      lastConnectedTime: iso(Date.parse('2026-03-01T00:00:00Z') + random.integer(0, 86_400_000)),
      lastKnownLocation: random.chance(0.9) ? { ...point(random), id: idOf('address', entity % 12) } : undefined,
      health: present({
        healthStatus: random.pick(['healthy', 'needsAttention', 'needsReplacement', 'dataPending']),
        healthReasons: random.chance(0.5)
          ? Array.from({ length: random.integer(1, 2) }, (_, rank) => ({
              reason: ['lowBattery', 'obstructedCamera'][rank] ?? 'other',
              startTime: '2026-02-27T03:04:05Z',
            }))
          : undefined,
      }),
      tags: tagsOfVehicle(entity),
    });
}

/** The listings of things that no other file makes, by their address. */
export function listedThings(seed: FleetSeed) {
  const set = (name: string, entities: number, write: Write): ListedSet => ({
    name,
    entities,
    rowOf: (entity) => write(entity, createRandom(seed.seed, name, entity)),
  });
  return {
    addresses: set('/addresses', 12, addressRow),
    contacts: set('/contacts', 5, contactRow),
    documentTypes: set('/fleet/document-types', 3, documentTypeRow),
    configurations: set('/alerts/configurations', configurations, configurationRow),
    equipment: set('/fleet/equipment', 6, equipmentRow),
    trailers: set('/fleet/trailers', 11, trailerRow),
    assetsV1: set('/v1/fleet/assets', reefers, assetRowV1),
    assets: set('/assets', reefers, assetRow),
    devices: set('/devices', seed.vehicles, deviceRow(seed)),
  };
}

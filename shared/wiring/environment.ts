import * as z from 'zod';
import { commonEnv } from '../runtime/common-env.ts';
import { googleEnvironment } from './google-environment.ts';

const common = commonEnv();

/** What every function reads. */
export const cloudEnvironment = z.object({
  TERRAIN_CLOUD: common.TERRAIN_CLOUD,
  TERRAIN_DATA: common.TERRAIN_DATA,
  LOG_LEVEL: common.LOG_LEVEL,
  ...googleEnvironment,
});
export type CloudEnvironment = z.infer<typeof cloudEnvironment>;

/** "Today" and the portal. */
export const zoneEnvironment = cloudEnvironment.extend({ TZ_BUSINESS: common.TZ_BUSINESS });

/** What serves people and programs over HTTP: whose tokens it takes. */
export const webEnvironment = zoneEnvironment.extend({ AUTH_ISSUERS: common.AUTH_ISSUERS });
export type WebEnvironment = z.infer<typeof webEnvironment>;

export const portalEnvironment = zoneEnvironment.extend({
  PORTAL_RECIPE: z.string().min(1).describe('le fichier de la recette du portail, ou object:SEAU/NOM'),
  CHROMIUM_PATH: z.string().optional().describe('le chemin d’un Chromium'),
});
export type PortalEnvironment = z.infer<typeof portalEnvironment>;

const address = z
  .url({ protocol: /^https?$/ })
  .describe('une adresse http ou https, par exemple https://api.client.fr/interventions');

export const destinationEnvironment = cloudEnvironment.extend({
  INTERVENTIONS_API_URL: address,
  PHOTO_DATA_API_URL: address,
  PHOTO_API_URL: address,
  INTERVENTIONS_API_TOKEN: z.string().min(1).describe('le jeton de l’API du client, ou secret:NOM'),
});
export type DestinationEnvironment = z.infer<typeof destinationEnvironment>;

export const retentionEnvironment = {
  PHOTO_RETENTION_DAYS: z.coerce.number().int().min(0).max(3650).default(0).describe('un nombre entier de jours'),
};

const flag = z
  .enum(['0', '1', 'false', 'true'])
  .default('0')
  .transform((text) => text === '1' || text === 'true')
  .describe('0 ou 1');

export const payloadEnvironment = cloudEnvironment.extend({ PAYLOAD_WITH_REGION: flag, PAYLOAD_WITH_PTO: flag });

const bucket = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$/)
  .describe('le nom d’un seau, en minuscules');

const fleetRaw = { GCS_RAW_BUCKET_NAME: bucket.default('fleet-raw') };
const fleetFlattened = { GCS_FLATTENED_BUCKET_NAME: bucket.default('fleet-flattened') };

/** Where the fleet API's answers are kept. */
export const fleetRawEnvironment = cloudEnvironment.extend(fleetRaw);

export const fleetPlanEnvironment = fleetRawEnvironment.extend({
  FLEET_LOOKBACK_DAYS: z.coerce.number().int().min(0).max(90).default(3).describe('un nombre entier de jours'),
});

/** The fleet's API. */
export const fleetApiEnvironment = fleetRawEnvironment.extend({
  ...fleetFlattened,
  SAMSARA_API_TOKEN: z.string().min(1).describe('le jeton de l’API Samsara, ou secret:NOM'),
  SAMSARA_BASE_URL: z
    .url({ protocol: /^https?$/ })
    .default('https://api.eu.samsara.com')
    .describe('l’adresse de l’API Samsara, par exemple https://api.eu.samsara.com'),
  FLEET_MAX_WORKERS: z.coerce.number().int().min(1).max(200).default(16).describe('un nombre entier de requêtes'),
});
export type FleetApiEnvironment = z.infer<typeof fleetApiEnvironment>;

/** The fleet's tables in the warehouse. */
export const fleetLoadEnvironment = fleetRawEnvironment.extend({
  ...fleetFlattened,
  DATABASE_ID: z
    .string()
    .regex(/^[A-Za-z_]\w*$/)
    .default('fleet')
    .describe('le nom d’un jeu de données de l’entrepôt'),
});

/** Mail: `none` is no mail, for a cloud where the secret must have a value. */
export const mailEnvironment = cloudEnvironment.extend({
  SMTP_URL: z
    .string()
    .min(1)
    .default('none')
    .describe('smtps://identifiant:mot-de-passe@serveur:465, secret:NOM, ou none pour ne rien envoyer'),
  MAIL_FROM: z
    .string()
    .min(3)
    .default('terrain@localhost')
    .describe('l’adresse qui envoie, par exemple Terrain <terrain@exemple.fr>'),
});
export type MailEnvironment = z.infer<typeof mailEnvironment>;

const addresses = z
  .string()
  .transform((text) => text.split(/[\s,;]+/).filter((address) => address !== ''))
  .pipe(z.array(z.email()))
  .describe('des adresses séparées par des virgules');

/** `address` gets every export, `name=address` that one. */
const exportReaders = z
  .string()
  .transform((text) =>
    text
      .split(/[\s,;]+/)
      .filter((entry) => entry !== '')
      .map((entry) => {
        const [, name, address = ''] = /^(?:([a-z][a-z0-9_]*)=)?(.*)$/.exec(entry) ?? [];
        return { export: name ?? null, address };
      }),
  )
  .pipe(z.array(z.object({ export: z.string().nullable(), address: z.email() })))
  .describe('des adresses séparées par des virgules ; « export=adresse » pour un seul export');

/** Who gets the exports, and who gets their troubles. */
export const exportMailEnvironment = mailEnvironment.extend({
  EXPORT_MAIL_TO: exportReaders.prefault(''),
  OPERATOR_MAIL_TO: addresses.prefault(''),
});

/** The reservations' rules. */
export const reservationEnvironment = webEnvironment.extend({
  RESERVATION_MAX_HOURS: z.coerce.number().int().min(1).max(8784).default(336).describe('un nombre entier d’heures'),
  RESERVATION_MAX_ADVANCE_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3660)
    .default(365)
    .describe('un nombre entier de jours'),
  RESERVATION_QUOTA_GPU_HOURS_WEEK: z.coerce
    .number()
    .int()
    .min(0)
    .max(1_000_000_000)
    .default(0)
    .describe('un nombre entier d’heures de GPU, 0 pour aucune limite'),
});

/** Who hears of reservations besides their owners. */
export const noticeEnvironment = mailEnvironment.extend({
  TZ_BUSINESS: common.TZ_BUSINESS,
  RESERVATION_WEBHOOK_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('une adresse http ou https'),
  OPERATOR_MAIL_TO: addresses.prefault(''),
});

/** How visits are counted: over the snapshots that imports write, or in the warehouse, for data that no memory holds. */
const visitesEngine = {
  VISITES_ENGINE: z.enum(['snapshot', 'warehouse']).default('snapshot').describe('snapshot ou warehouse'),
};
export const visitesImportEnvironment = zoneEnvironment.extend(visitesEngine);

export const visitesEnvironment = webEnvironment.extend({
  ...visitesEngine,
  VISITES_REFRESH_SECONDS: z.coerce.number().min(0).max(86_400).default(100).describe('un nombre de secondes'),
});

import { z } from 'zod';
import { commonEnv } from '../runtime/common-env.ts';

const common = commonEnv();

/** What every function reads. */
export const cloudEnvironment = z.object({
  TERRAIN_CLOUD: common.TERRAIN_CLOUD,
  TERRAIN_DATA: common.TERRAIN_DATA,
  LOG_LEVEL: common.LOG_LEVEL,
});
export type CloudEnvironment = z.infer<typeof cloudEnvironment>;

/** "Today" and the portal. */
export const zoneEnvironment = cloudEnvironment.extend({ TZ_BUSINESS: common.TZ_BUSINESS });

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

import * as z from 'zod';
import { issuersSchema } from './issuer-settings.ts';
import type { Environment } from './read-env.ts';

/** An IANA zone name that this machine knows. */
export const zoneSchema = z.string().refine(isZone, { error: 'n’est pas un fuseau horaire connu' });

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return !/^[+-]/.test(zone);
  } catch {
    return false;
  }
}

/** The variables that several functions read: spread those needed into the schema given to `readEnv`. */
export function commonEnv(environment: Environment = process.env) {
  return {
    TERRAIN_CLOUD: z
      .enum(['embedded', 'google'])
      .default(environment.K_SERVICE ? 'google' : 'embedded')
      .describe('embedded ou google'),
    TERRAIN_DATA: z.string().default('.data').describe('le dossier du nuage embarqué'),
    TZ_BUSINESS: zoneSchema.default('Europe/Paris').describe('un fuseau horaire, par exemple Europe/Paris'),
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info').describe('debug, info, warn ou error'),
    PORT: z.coerce.number().int().min(0).max(65535).default(8080).describe('un numéro de port, par exemple 8080'),
    AUTH_ISSUERS: issuersSchema
      .optional()
      .describe('une liste JSON de {"issuer","audience","jwksUri","algorithms"}, sans algorithme HS'),
  };
}

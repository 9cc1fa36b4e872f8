import * as z from 'zod';
import { jsonText } from '../runtime/json-text.ts';

/** Where Google's services are; anywhere else than at Google only in tests, where doubles stand for them. */
const endpoints = jsonText.pipe(
  z.strictObject({
    storage: z.url().optional(),
    bigquery: z.url().optional(),
    secretManager: z.url().optional(),
  }),
);

/** What the ports on Google Cloud need, and where traces go; Terraform sets them for every function, but the last. */
export const googleEnvironment = {
  GOOGLE_CLOUD_PROJECT: z
    .string()
    .regex(/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/)
    .optional()
    .describe('le projet de Google Cloud'),
  BUCKET_PREFIX: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,40}$/)
    .optional()
    .describe('ce qui précède le nom de chaque seau, par exemple mon-projet-'),
  FIRESTORE_DATABASE: z
    .string()
    .regex(/^(\(default\)|[a-z][a-z0-9-]{2,61}[a-z0-9])$/)
    .default('(default)')
    .describe('le nom de la base Firestore'),
  BIGQUERY_LOCATION: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]+$/)
    .default('EU')
    .describe('le lieu des jeux de données, par exemple EU ou europe-west1'),
  MAXIMUM_BYTES_BILLED: z.coerce
    .number()
    .int()
    .min(10_485_760)
    .optional()
    .describe('le nombre d’octets au-delà duquel une requête est refusée, au moins 10485760'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('l’adresse d’un collecteur OpenTelemetry, par exemple https://telemetry.googleapis.com'),
  GOOGLE_ENDPOINTS: endpoints.default({}).describe('du JSON, pour les essais : {"storage","bigquery","secretManager"}'),
};

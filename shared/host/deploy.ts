import * as z from 'zod';

const name = z.string().regex(/^[a-z][a-z0-9-]{2,62}$/, 'lower-case letters, digits and dashes, 3 to 63 characters');

const variable = z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'upper-case letters, digits and underscores');
/** `write` reads and deletes too. */
const accessLevel = z.enum(['read', 'write']);

/**
 * `functions/<name>/deploy.json`: everything about a function that is not code. The host and Terraform read the same file,
 * so that a new function needs nothing else.
 */
export const deploySchema = z.strictObject({
  description: z.string().min(1),
  trigger: z.discriminatedUnion('kind', [
    /** `deadLetters`: it also hears the dead-letter topic of every function with a messages trigger. */
    z.strictObject({
      kind: z.literal('messages'),
      topics: z.array(name),
      deadLetters: z.boolean().default(false),
      /** Each new object of the bucket whose name begins so is announced on the topic, by Cloud Storage itself: in the cloud only. */
      objects: z.array(z.strictObject({ bucket: name, prefix: z.string(), topic: name })).default([]),
    }),
    z.strictObject({
      kind: z.literal('http'),
      prefix: z.string().regex(/^\/[a-z-]*$/),
      /** Why callers need no Google identity (they bring a JWT of their own); absent: only invokers with one. */
      publicBecause: z.string().min(1).optional(),
    }),
  ]),
  /** Cron in the business zone; the message is published on a topic that some function hears. */
  schedules: z
    .array(z.strictObject({ name, cron: z.string(), topic: name, message: z.record(z.string(), z.json()).default({}) }))
    .default([]),
  publishes: z.array(name).default([]),
  /** Topics for whoever wants to know: it publishes on them too, and nobody has to hear. */
  announces: z.array(name).default([]),
  memory: z.string().regex(/^\d+(Mi|Gi)$/),
  cpu: z.number().positive(),
  timeoutSeconds: z.number().int().min(1).max(540),
  concurrency: z.number().int().min(1).max(1000),
  maxInstances: z.number().int().min(1),
  retry: z
    .strictObject({
      /** Pub/Sub takes 5 to 100. */
      attempts: z.number().int().min(5).max(100),
      minBackoffSeconds: z.number().min(0).max(600),
      maxBackoffSeconds: z.number().min(0).max(600),
    })
    .default({ attempts: 8, minBackoffSeconds: 1, maxBackoffSeconds: 60 }),
  /** The secrets it may read, by name. */
  secrets: z.array(variable).default([]),
  /** The variables it reads besides those every function gets. One that is a secret too gets its latest value from the platform at an instance’s start. */
  environment: z.array(variable).default([]),
  /** What it may touch, and nothing else: its rights in the cloud are made of this. */
  access: z
    .strictObject({
      documents: z.boolean().default(false),
      buckets: z.record(name, accessLevel).default({}),
      datasets: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), accessLevel).default({}),
    })
    .prefault({}),
  /** Why these memory, concurrency and instance numbers. */
  why: z.string().min(1),
});
export type Deploy = z.infer<typeof deploySchema>;

/** The dead-letter topic of a function. */
export function deadLetterTopic(functionName: string): string {
  return `dead-${functionName}`;
}

import * as z from 'zod';

/**
 * A message that no function could use: the document `rejected/{message id}`.
 * `refuse`: it can never succeed · `abandonne`: every try failed (it came through a dead-letter topic).
 */
export const rejectedSchema = z.object({
  kind: z.enum(['refuse', 'abandonne']),
  function: z.string(),
  topic: z.string(),
  /** Of a dead letter: the topic that the message was given up on, where the platform says so. */
  sourceTopic: z.string().optional(),
  /** The message's data; its text when it was no JSON object, or one that no document can hold. */
  message: z.union([z.record(z.string(), z.json()), z.string()]),
  attributes: z.record(z.string(), z.string()),
  reason: z.string(),
  at: z.iso.datetime(),
  messageId: z.string(),
  publishedAt: z.string(),
  replayedAt: z.iso.datetime().nullable(),
});
export type Rejected = z.infer<typeof rejectedSchema>;

/** What a dead letter holds: whatever it is, it is kept. */
export const deadLetterSchema = z.record(z.string(), z.json());

/** The collection of rejected messages. */
export const rejectedCollection = 'rejected';

import * as z from 'zod';

export const reservationTopics = { noticeDue: 'reservation-notice-due' } as const;

/** Something happened to a reservation that others are to hear of: one event, or all that wait (a sweep). */
export const noticeDueSchema = z.strictObject({ eventId: z.string().min(1).optional() });
export type NoticeDue = z.infer<typeof noticeDueSchema>;

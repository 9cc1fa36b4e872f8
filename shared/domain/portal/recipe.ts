import * as z from 'zod';
import { listSchema } from './recipe-list.ts';
import { findRecipeMistakes } from './recipe-mistakes.ts';
import { namesSchema, pageSchema, recordSchema } from './recipe-record.ts';
import { siteSchema } from './recipe-site.ts';
import { zone } from './recipe-words.ts';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'une heure HH:MM entre guillemets est attendue');

export const browserSchema = z.strictObject({
  language: z.string().default('fr-FR,fr;q=0.9').describe('Accept-Language of every request.'),
  zone: zone.optional().describe('Time zone of the browser; the one of the portal by default.'),
  width: z.number().int().min(320).max(4000).default(1366).describe('Width of the window, in pixels.'),
  height: z.number().int().min(240).max(4000).default(900).describe('Height of the window, in pixels.'),
  userAgent: z.string().optional().describe('User-Agent of every request; the one of the browser by default.'),
  pictures: z.boolean().default(false).describe('Whether pages load their pictures. Photos are fetched in any case.'),
});

export const paceSchema = z.strictObject({
  concurrency: z.number().int().min(1).max(8).default(2).describe('Pages at once. One after a 429, for a minute.'),
  gapMilliseconds: z.number().int().min(0).max(60_000).default(0).describe('From one request to the next.'),
  quietHours: z
    .array(
      z.strictObject({
        from: clock.describe('First minute, `"22:00"`.'),
        to: clock.describe('First minute after it.'),
      }),
    )
    .default([])
    .describe('When the portal is left alone, every day, on its own clock.'),
  timeoutSeconds: z
    .number()
    .positive()
    .max(600)
    .default(30)
    .describe('Time limit of a step, a page or a photo that says nothing.'),
  downloadSeconds: z.number().positive().max(3600).default(120).describe('Time limit of an export.'),
  maxExportBytes: z.number().int().positive().default(50_000_000).describe('A larger export is an error.'),
  maxPhotoBytes: z.number().int().positive().default(30_000_000).describe('A larger photo is an error.'),
  maxPhotos: z.number().int().positive().default(300).describe('More photos in one record is an error.'),
});

/** A portal, in the words of web pages: how to log in, list a day, open a record, find photos and names. */
export const recipeSchema = z
  .strictObject({
    name: z.string().min(1).describe('What people call the portal.'),
    zone: zone.default('Europe/Paris').describe('The zone of its dates and times.'),
    browser: browserSchema.prefault({}).describe('What the portal sees of the browser.'),
    pace: paceSchema.prefault({}).describe('How gently it is used.'),
    sites: z
      .record(z.string(), siteSchema)
      .refine((sites) => Object.keys(sites).length > 0, { message: 'au moins un site est attendu' })
      .describe('Its web sites by a name of your own; the first is the default.'),
    list: listSchema.describe('The interventions of a day.'),
    pages: z
      .record(z.string(), pageSchema)
      .default({})
      .describe('The pages of one intervention by a name of your own.'),
    record: recordSchema.prefault({}).describe('What is read of one intervention.'),
    names: namesSchema.optional().describe('The names of its documents.'),
  })
  .superRefine((recipe, context) => {
    for (const mistake of findRecipeMistakes(recipe)) {
      context.addIssue({ code: 'custom', path: [...mistake.path], message: mistake.message });
    }
  });
export type Recipe = z.infer<typeof recipeSchema>;

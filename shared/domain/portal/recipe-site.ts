import * as z from 'zod';
import { stepsSchema } from './recipe-step.ts';
import { markerSchema } from './recipe-value.ts';
import { siteAddress } from './recipe-words.ts';

export const loginSchema = z.strictObject({
  steps: stepsSchema.min(1).describe('From the login page to the click that submits its real form.'),
  form: markerSchema.describe('The sign of the login form. Seen anywhere later it means that the session is lost.'),
  success: markerSchema.describe('The sign of being logged in, on every page behind the login.'),
  refused: markerSchema.describe(
    'The sign that the user or the password was refused: never tried again with the same ones.',
  ),
});

/** A web site of the portal: most portals have one. */
export const siteSchema = z.strictObject({
  url: siteAddress.describe('Address of the site (`https://...`), or `secret:NAME` of what holds it.'),
  hosts: z
    .array(z.string().min(1))
    .default([])
    .describe('Other hosts that photos and exports may come from. Its own is allowed.'),
  login: loginSchema.optional().describe('How to log in; absent when the site asks for nothing.'),
  maintenance: markerSchema.optional().describe('The sign of a maintenance page: nothing is kept, later makes sense.'),
  overload: markerSchema.optional().describe('The sign of an overload page: the same.'),
  forbidden: markerSchema.optional().describe('The sign of a refused right, or of a request taken for an attack.'),
  error: markerSchema.optional().describe('The sign of an error that the portal shows inside a page (a wrong query).'),
});
export type Site = z.infer<typeof siteSchema>;
export type Login = z.infer<typeof loginSchema>;

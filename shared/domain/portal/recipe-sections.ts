import type * as z from 'zod';
import { browserSchema, paceSchema, recipeSchema } from './recipe.ts';
import { listSections } from './recipe-list.ts';
import { recordSections } from './recipe-record.ts';
import { loginSchema, siteSchema } from './recipe-site.ts';
import { stepVariants } from './recipe-step.ts';
import { valueSections } from './recipe-value.ts';

/** Every object of the recipe language by the name that its reference page gives it. */
export const recipeSections: Readonly<Record<string, z.ZodObject>> = {
  recipe: recipeSchema,
  browser: browserSchema,
  pace: paceSchema,
  site: siteSchema,
  login: loginSchema,
  ...valueSections,
  ...listSections,
  ...recordSections,
};

/** The steps by the key that names them. */
export const stepSections: Readonly<Record<string, z.ZodObject>> = stepVariants;

/** Every key of the language. */
export const knownKeys: readonly string[] = [
  ...new Set(
    [...Object.values(recipeSections), ...Object.values(stepSections)].flatMap((schema) => Object.keys(schema.shape)),
  ),
];

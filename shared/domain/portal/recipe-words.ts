import * as z from 'zod';
import { fr } from 'zod/locales';
import { formatDayPattern, parseZoned } from '../zone.ts';
import { nearestWord } from './did-you-mean.ts';
import { parseTemplate, TemplateError } from './template.ts';

/** The smallest words of a recipe: texts that are checked when the recipe is read, not when the portal is reached. */

const french = fr().localeError;

/** zod's own messages, in French; to YAML a selector such as `#photos` is a comment, and its key has no value. */
export const inFrench: typeof french = (issue) =>
  issue.code === 'invalid_type' && issue.input === null
    ? 'rien n’est écrit après cette clé ; un texte qui commence par « # » se met entre apostrophes'
    : french(issue);

/** A CSS selector. Whether it is well formed is known by the browser. */
export const selector = z.string().trim().min(1, 'un sélecteur CSS est attendu');

/** A regular expression, without slashes; Unicode. */
export const pattern = z.string().transform((text, context): RegExp => {
  try {
    return new RegExp(text, 'u');
  } catch (error) {
    context.addIssue({ code: 'custom', message: `expression régulière incorrecte : ${String(error)}` });
    return z.NEVER;
  }
});

/** A text with placeholders, see `template.ts`. */
export const template = z.string().superRefine((text, context) => {
  try {
    parseTemplate(text);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
  }
});

/** A time zone by its IANA name. */
export const zone = z.string().refine(isZone, { message: 'fuseau horaire inconnu (exemple : Europe/Paris)' });

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('fr', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

/** How a whole day is written, with a time or without, see `time-pattern.ts`. */
export const dayFormat = z.string().superRefine((format, context) => {
  try {
    formatDayPattern('2026-01-31', format);
    parseZoned('', format);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
  }
});

const secretReference = /^secret:([A-Za-z_][A-Za-z0-9_-]*)$/;

/** The name that a `secret:NAME` speaks of; undefined for any other text. */
export function secretName(text: string): string | undefined {
  return secretReference.exec(text)?.[1];
}

/** `secret:NAME` or a template. */
export const templateOrSecret = z.string().superRefine((text, context) => {
  if (!text.startsWith('secret:')) {
    const checked = template.safeParse(text);
    for (const { message } of checked.error?.issues ?? []) context.addIssue({ code: 'custom', message });
  } else if (secretName(text) === undefined) {
    context.addIssue({ code: 'custom', message: `« ${text} » : une référence s’écrit secret:NOM` });
  }
});

/** An http(s) origin, or the name of the secret or variable that holds it. */
export const siteAddress = z.string().refine((text) => secretName(text) !== undefined || isHttpAddress(text), {
  message: 'une adresse http:// ou https://, ou secret:NOM, est attendue',
});

/** Whether the text is an http or https URL without user nor password. */
export function isHttpAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
}

/** One, or a list of them; always a list once read. */
export function oneOrMany<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(schema).min(1, 'la liste est vide'));
}

/**
 * One of several objects, told apart by the key that names it (`goto:`, `fill:`...). Unlike a plain union it says what is
 * wrong with the one that was meant.
 */
export function keyedUnion<T extends Readonly<Record<string, z.ZodObject>>>(variants: T) {
  const names = Object.keys(variants);
  return z.unknown().transform((value, context): z.output<T[keyof T & string]> => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      context.addIssue({ code: 'custom', message: `un objet est attendu, avec l’une des clés ${names.join(', ')}` });
      return z.NEVER;
    }
    const keys = Object.keys(value);
    const chosen = names.filter((name) => keys.includes(name));
    const [name] = chosen;
    const schema = name === undefined ? undefined : variants[name];
    if (schema === undefined) {
      context.addIssue({ code: 'custom', message: unknownAction(keys, names), path: keys.slice(0, 1) });
      return z.NEVER;
    }
    if (chosen.length > 1) {
      context.addIssue({ code: 'custom', message: `une seule de ces clés est permise : ${chosen.join(', ')}` });
      return z.NEVER;
    }
    const parsed = schema.safeParse(value, { error: inFrench });
    if (parsed.success) return parsed.data as z.output<T[keyof T & string]>;
    for (const issue of parsed.error.issues) {
      context.addIssue({ code: 'custom', message: issue.message, path: issue.path, params: { issue } });
    }
    return z.NEVER;
  });
}

function unknownAction(keys: readonly string[], names: readonly string[]): string {
  const near = keys.map((key) => nearestWord(key, names)).find((word) => word !== undefined);
  return near === undefined
    ? `l’une de ces clés est attendue : ${names.join(', ')}`
    : `clé inconnue, vouliez-vous dire « ${near} » ?`;
}

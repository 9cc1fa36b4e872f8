import * as z from 'zod';

/** A variable that holds JSON, to be piped into the schema of what it says. */
export const jsonText = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'n’est pas du JSON' });
    return z.NEVER;
  }
});

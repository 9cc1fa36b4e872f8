import * as z from 'zod';
import { markerSchema } from './recipe-value.ts';
import { keyedUnion, pattern, selector, template, templateOrSecret } from './recipe-words.ts';

const common = {
  optional: z.boolean().default(false).describe('Goes on when the element is not there within the time limit.'),
  timeoutSeconds: z
    .number()
    .positive()
    .max(600)
    .optional()
    .describe('Time limit of this step instead of `pace.timeoutSeconds`.'),
};

/** The steps by the key that names them. */
export const stepVariants = {
  goto: z.strictObject({
    goto: template.describe('Opens an address of the site; values in it are URL-encoded unless they say `|raw`.'),
    ...common,
  }),
  fill: z.strictObject({
    fill: selector.describe('Puts a text into a field, fires its events, leaves it and reads it back.'),
    with: templateOrSecret.describe('The text, or `secret:NAME`.'),
    typed: z.boolean().default(false).describe('Types key by key, for fields that ignore anything else.'),
    readBack: z.boolean().default(true).describe('Fails unless the field then holds that text.'),
    shownIn: selector.optional().describe('Reads back from this element (a hidden field that a script fills) instead.'),
    calendar: selector.optional().describe('The calendar that the field opens: it is closed before going on.'),
    ...common,
  }),
  select: z.strictObject({
    select: selector.describe('Chooses an option of a list, fires its events and reads it back.'),
    option: template.describe('The value or the visible text of the option.'),
    ...common,
  }),
  check: z.strictObject({ check: selector.describe('Ticks boxes: every one the selector finds.'), ...common }),
  uncheck: z.strictObject({ uncheck: selector.describe('Unticks boxes: every one the selector finds.'), ...common }),
  click: z.strictObject({
    click: selector.describe('Clicks an element that is visible and not covered; waits for the page it may open.'),
    text: template.optional().describe('Of the elements found, the one that contains this text.'),
    hidden: z
      .boolean()
      .default(false)
      .describe('Clicks it by script although it is hidden or covered (a closed menu).'),
    newTab: z.boolean().default(false).describe('The click opens a tab: the following steps and values are there.'),
    ...common,
  }),
  hover: z.strictObject({ hover: selector.describe('Puts the mouse over an element.'), ...common }),
  press: z.strictObject({
    press: z.string().describe('Presses a key (`Enter`, `Escape`, `Tab`).'),
    on: selector.optional().describe('The element that gets the focus before.'),
    ...common,
  }),
  wait: z.strictObject({ wait: markerSchema.describe('Waits for a sign in the page.'), ...common }),
  gone: z.strictObject({ gone: selector.describe('Waits until no such element is visible (a loader).'), ...common }),
  quiet: z.strictObject({
    quiet: z.number().int().min(50).max(30_000).describe('Waits until the network was quiet for so many milliseconds.'),
    ...common,
  }),
  frame: z.strictObject({
    frame: selector.describe('The following steps and values are inside this frame; `top` leaves it.'),
    ...common,
  }),
  expect: z.strictObject({
    expect: selector.describe('Reads something back (an applied filter) and fails when it is not as said.'),
    attribute: z
      .string()
      .optional()
      .describe('Attribute to read instead of the text; `value` is what a field holds now.'),
    is: template.optional().describe('It is this text.'),
    contains: template.optional().describe('It contains this text.'),
    matches: pattern.optional().describe('It matches this regular expression.'),
    ...common,
  }),
} as const;

export const stepSchema = keyedUnion(stepVariants);
export const stepsSchema = z.array(stepSchema);
export type Step = z.infer<typeof stepSchema>;

/** The key that names the step. */
export function stepName(step: Step): keyof typeof stepVariants {
  for (const name of Object.keys(stepVariants)) if (name in step && isStepName(name)) return name;
  throw new TypeError('not a step');
}

function isStepName(name: string): name is keyof typeof stepVariants {
  return name in stepVariants;
}

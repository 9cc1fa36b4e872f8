import { secretName } from '../../domain/portal/recipe-words.ts';
import { expandTemplate } from '../../domain/portal/template.ts';
import type { Engine } from './engine.ts';
import type { StepRun } from './step-run.ts';

/** The time limit of a step in milliseconds; optional steps wait 2 s unless they say otherwise. */
export function limitOf(
  engine: Engine,
  step: { readonly timeoutSeconds?: number | undefined; readonly optional: boolean },
): number {
  return (step.timeoutSeconds ?? (step.optional ? 2 : engine.recipe.pace.timeoutSeconds)) * 1000;
}

/** An absolute address from one of the recipe. */
export function addressOf(run: Pick<StepRun, 'site' | 'context'>, template: string): string {
  return new URL(expandTemplate(template, run.context, true), run.site.address).href;
}

/** What to fill in. A secret's value must be in no message. */
export async function textOf(run: StepRun, text: string): Promise<{ readonly text: string; readonly secret: boolean }> {
  const name = secretName(text);
  if (name === undefined) return { text: expandTemplate(text, run.context), secret: false };
  return { text: await run.engine.secrets.get(name), secret: true };
}

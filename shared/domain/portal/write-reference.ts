import type * as z from 'zod';
import { recipeSections, stepSections } from './recipe-sections.ts';

/** The reference page of the recipe language, from the descriptions of its schema. */
export function writeRecipeReference(): string {
  const sections = Object.entries(recipeSections).map(([name, schema]) => `## ${name}\n\n${writeKeys(schema)}`);
  const steps = Object.entries(stepSections).map(([name, schema]) => `### ${name}\n\n${writeKeys(schema)}`);
  return [
    '# The recipe language: reference',
    'Written from the schema; do not edit. The introduction is `README.md`.',
    ...sections,
    '## Steps\n\nA step is an object with one of these keys and its companions.',
    ...steps,
    '',
  ].join('\n\n');
}

function writeKeys(schema: z.ZodObject): string {
  const rows = Object.entries(schema.shape).map(([key, value]) => {
    const facts = describeKey(value);
    return `| \`${key}\` | ${facts.presence} | ${facts.description} |`;
  });
  return ['| key | | |', '|---|---|---|', ...rows].join('\n');
}

function describeKey(schema: z.core.$ZodType): { readonly presence: string; readonly description: string } {
  const { description } = metaOf(schema);
  const { def } = schema._zod;
  const plain = (description ?? '').replaceAll('|', '\\|');
  if (def.type === 'optional') return { presence: '', description: plain };
  if (def.type === 'default' || def.type === 'prefault') {
    const value: unknown = 'defaultValue' in def ? def.defaultValue : undefined;
    const written = JSON.stringify(value) ?? '';
    return {
      presence: written === '{}' || written === '[]' ? '' : `\`${written}\``.replaceAll('|', '\\|'),
      description: plain,
    };
  }
  return { presence: 'required', description: plain };
}

function metaOf(schema: z.core.$ZodType): { readonly description?: string | undefined } {
  const inner = 'description' in schema && typeof schema.description === 'string' ? schema.description : undefined;
  return { description: inner };
}

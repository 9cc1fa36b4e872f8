import type { ShownSchema } from './document-shape.ts';

/** In the page: a value that the schema takes, to begin with. */
export function exampleOf(schema: ShownSchema, named: Readonly<Record<string, ShownSchema>>): unknown {
  if (schema.$ref !== undefined) return exampleOf(named[schema.$ref.split('/').pop() ?? ''] ?? {}, named);
  if (schema.examples?.length) return schema.examples[0];
  if (schema.default !== undefined) return schema.default;
  if (schema.enum?.length) return schema.enum[0];
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0];
  if (type === 'object') {
    const fields = Object.entries(schema.properties ?? {});
    return Object.fromEntries(fields.map(([name, field]) => [name, exampleOf(field, named)]));
  }
  if (type === 'array') return schema.items === undefined ? [] : [exampleOf(schema.items, named)];
  if (type === 'integer' || type === 'number') return Math.max(schema.minimum ?? 0, 0);
  if (type === 'boolean') return false;
  return type === 'null' ? null : '';
}

import * as z from 'zod';

/** What the document shows of a schema: JSON Schema, in which the schemas with a name are references. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Turns zod schemas into JSON Schema; those with an id (`.meta({ id })`) are gathered under `#/components/schemas`. */
export function createSchemaBook(): {
  readonly add: (schema: z.ZodType, io: 'input' | 'output') => JsonSchema;
  readonly named: () => Readonly<Record<string, JsonSchema>>;
} {
  const gathered = new Map<string, JsonSchema>();
  return {
    add(schema, io) {
      const { $schema: _, $defs = {}, ...own } = z.toJSONSchema(schema, { io, target: 'draft-2020-12' });
      for (const [name, definition] of Object.entries($defs)) gather(gathered, name, withComponentPaths(definition));
      return withComponentPaths(own);
    },
    named: () => Object.fromEntries([...gathered].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function gather(gathered: Map<string, JsonSchema>, name: string, schema: JsonSchema): void {
  const known = gathered.get(name);
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(schema)) {
    throw new Error(
      `two schemas of the document are named ${name}: a schema is for requests or for answers, not for both`,
    );
  }
  gathered.set(name, schema);
}

/** A reference within a schema is one within the whole document here. */
function withComponentPaths(schema: object): JsonSchema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/$defs/', '"$ref":"#/components/schemas/'));
}

import assert from 'node:assert/strict';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import * as z from 'zod';

const responseSchema = z.object({
  headers: z.record(z.string(), z.object({ required: z.boolean() })).default({}),
  content: z.record(z.string(), z.object({ schema: z.unknown() })).optional(),
});
const documentSchema = z.object({
  servers: z.array(z.object({ url: z.string() })).length(1),
  paths: z.record(
    z.string(),
    z.record(z.string(), z.object({ responses: z.record(z.string(), z.record(z.string(), z.unknown())) })),
  ),
  components: z.object({ responses: z.record(z.string(), z.unknown()) }),
});

/** What the document says of the answers with one status. */
type Rule = z.infer<typeof responseSchema> & {
  /** `GET /Ressource/{id} 200` */
  readonly here: string;
  readonly pointer: string;
  readonly isDeclared: boolean;
};

/**
 * Checks answers against an API's own document: each status must be declared for its operation (not only as `default`),
 * with its media type, its headers and a body of its schema. `seen` counts them: `GET /Ressource/{id} 200`.
 */
export function openApiChecker(document: unknown): {
  readonly check: (method: string, url: string, answer: Response, given?: string) => Promise<string>;
  readonly seen: ReadonlyMap<string, number>;
} {
  const { servers, paths, components } = documentSchema.parse(document);
  const prefix = servers[0]?.url ?? '';
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  ajv.addSchema({ $id: 'document', ...z.record(z.string(), z.unknown()).parse(document) });
  const patterns = Object.keys(paths)
    .map((path) => ({ path, pattern: new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`) }))
    .sort((a, b) => b.path.replace(/\{\w+\}/g, '').length - a.path.replace(/\{\w+\}/g, '').length);
  const validators = new Map<string, ValidateFunction>();
  const rules = new Map<string, Rule>();
  const seen = new Map<string, number>();

  function validatorOf(pointer: string): ValidateFunction {
    const known = validators.get(pointer) ?? ajv.compile({ $ref: `document#${pointer}` });
    validators.set(pointer, known);
    return known;
  }

  function ruleOf(method: string, pathname: string, status: number): Rule {
    const asked = pathname.slice(prefix.length).replace(/(?<=.)\/$/, '');
    const path = patterns.find(({ pattern }) => pattern.test(asked))?.path ?? '';
    const here = `${method} ${path} ${status}`;
    const known = rules.get(here);
    if (known !== undefined) return known;
    const operation = paths[path]?.[method.toLowerCase()];
    // What no operation of the document is has no other rule than that of every error.
    const isListed = operation?.responses[String(status)] !== undefined;
    const pointer = isListed
      ? `/paths/${toPointer(path)}/${method.toLowerCase()}/responses/${status}`
      : '/components/responses/Problem';
    const response = responseSchema.parse(
      isListed ? operation?.responses[String(status)] : components.responses.Problem,
    );
    const rule = { ...response, here, pointer, isDeclared: isListed || operation === undefined };
    rules.set(here, rule);
    return rule;
  }

  /** @param given the body, when it was read already. @returns the body's text. */
  async function check(method: string, url: string, answer: Response, given?: string): Promise<string> {
    const text = given ?? (await answer.clone().text());
    const rule = ruleOf(method, new URL(url, 'http://host').pathname, answer.status);
    const { here, headers, content, pointer, isDeclared } = rule;
    assert.ok(isDeclared, `${here} is not in the document: ${text}`);
    for (const [name, { required }] of Object.entries(headers)) {
      assert.ok(!required || answer.headers.has(name), `${here} has no ${name}`);
    }
    seen.set(here, (seen.get(here) ?? 0) + 1);
    if (content === undefined) {
      assert.equal(text, '', `${here} has a body`);
      return text;
    }
    const type = (answer.headers.get('content-type') ?? '').split(';')[0] ?? '';
    assert.ok(type in content, `${here} is ${type}, not ${Object.keys(content).join(', ')}: ${text.slice(0, 200)}`);
    const validate = validatorOf(`${pointer}/content/${toPointer(type)}/schema`);
    const body: unknown = /json$/.test(type) ? JSON.parse(text) : text;
    assert.ok(validate(body), `${here}: ${ajv.errorsText(validate.errors)}\n${text.slice(0, 2000)}`);
    return text;
  }
  return { check, seen };
}

function toPointer(key: string): string {
  return encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'));
}

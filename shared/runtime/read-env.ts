import * as z from 'zod';
import { fr } from 'zod/locales';
import { redact, secretName } from './redact.ts';

/** The configuration is wrong: nothing was started. The message is French, names every wrong setting and no secret value. */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError';
  /** A line for each setting that is missing or wrong, where settings are what is wrong. */
  readonly settings: readonly string[] | undefined;
  /** The variables that are missing, where that is all that is wrong. */
  readonly missing: readonly string[] | undefined;
  constructor(message: string, options: ErrorOptions & WrongSettings = {}) {
    super(message, options);
    this.settings = options.settings;
    this.missing = options.missing;
  }
}
interface WrongSettings {
  readonly settings?: readonly string[];
  readonly missing?: readonly string[];
}

/** One error for the settings of several readers, each said once. */
export function wrongSettings(
  lines: readonly string[],
  options: ErrorOptions & Pick<WrongSettings, 'missing'> = {},
): ConfigurationError {
  const settings = [...new Set(lines)];
  const advice = 'Corrigez ces variables d’environnement, ou le fichier .env.';
  return new ConfigurationError(`Configuration incorrecte :\n${settings.join('\n')}\n${advice}`, {
    ...options,
    settings,
  });
}

export type Environment = Readonly<Record<string, string | undefined>>;

const french = fr().localeError;

/**
 * The environment as a schema sees it; an empty variable counts as absent.
 * @throws ConfigurationError that lists every missing or wrong variable and what was expected.
 */
export function readEnv<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  environment: Environment = process.env,
): z.infer<z.ZodObject<Shape>> {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(given, { error: french });
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  const names = issues.map(({ path: [name] }) => String(name));
  throw wrongSettings(
    issues.map((issue) => describeIssue(issue, given, schema)),
    names.every((name) => given[name] === undefined) ? { missing: names } : {},
  );
}

function describeIssue(issue: z.core.$ZodIssue, given: Environment, schema: z.ZodObject): string {
  const [name, ...inside] = issue.path.map(String);
  if (name === undefined) return `- ${issue.message}`;
  const described = describe(schema.shape[name]);
  const expected = described === undefined ? '' : ` (attendu : ${described})`;
  const value = given[name];
  if (value === undefined) return `- ${name} : manquante${expected}`;
  const where = inside.length === 0 ? '' : ` ${inside.join('.')} :`;
  return `- ${name} :${where} ${withoutSecret(name, value, issue.message)}${expected}`;
}

function describe(field: unknown): string | undefined {
  return field instanceof z.ZodType ? field.description : undefined;
}

/** A schema of one's own may quote the value in its message. */
function withoutSecret(name: string, value: string, message: string): string {
  return redact(secretName.test(name) ? message.replaceAll(value, '***') : message);
}

import { parseArgs } from 'node:util';
import { embeddedIssuer } from '../../runtime/embedded-issuer.ts';
import { loadDotEnv, readHostEnvironment } from '../embedded-host.ts';
import { UsageError } from '../usage.ts';

const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, j: 86_400 };

/** `token --sub S ...`: prints a JWT of the embedded issuer and nothing else; it works while the host runs. */
export async function token(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      sub: { type: 'string' },
      name: { type: 'string' },
      role: { type: 'string', default: 'user' },
      claim: { type: 'string', multiple: true },
      ttl: { type: 'string', default: '1h' },
    },
  });
  if (!values.sub) throw new UsageError('token : --sub est obligatoire');
  const ttlSeconds = readTtl(values.ttl);
  const claims = Object.fromEntries((values.claim ?? []).map(readClaim));
  loadDotEnv();
  const { mintToken } = embeddedIssuer(readHostEnvironment().TERRAIN_DATA);
  const { sub, name, role } = values;
  const jwt = await mintToken({
    sub,
    ttlSeconds,
    claims,
    ...(name === undefined ? {} : { name }),
    role,
  });
  process.stdout.write(`${jwt}\n`);
  return 0;
}

function readTtl(text: string): number {
  const [, count, unit = 's'] = /^(\d+)([smhdj])?$/.exec(text) ?? [];
  const seconds = Number(count) * (unitSeconds[unit] ?? Number.NaN);
  if (!Number.isSafeInteger(seconds) || seconds <= 0) {
    throw new UsageError(`token : --ttl « ${text} » : une durée comme 30m, 1h ou 2d`);
  }
  return seconds;
}

/** `K=V`; V is JSON when it parses, text otherwise; `null` removes the claim. */
function readClaim(text: string): [string, unknown] {
  const at = text.indexOf('=');
  if (at < 1) throw new UsageError(`token : --claim « ${text} » : NOM=VALEUR`);
  const value = text.slice(at + 1);
  try {
    return [text.slice(0, at), JSON.parse(value)];
  } catch {
    return [text.slice(0, at), value];
  }
}

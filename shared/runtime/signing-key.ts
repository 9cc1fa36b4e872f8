import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { ConfigurationError } from './read-env.ts';

/** What every library and gateway that reads tokens knows. */
export const signingAlgorithm = 'RS256';

const keySchema = z.object({
  kty: z.literal('RSA'),
  n: z.string(),
  e: z.string(),
  d: z.string(),
  p: z.string(),
  q: z.string(),
  dp: z.string(),
  dq: z.string(),
  qi: z.string(),
  kid: z.string(),
});
export type SigningKey = z.infer<typeof keySchema>;

/**
 * The key in this file, made when it is missing; of several processes that make it at once, all get the first one's.
 * @throws ConfigurationError when the file holds something else.
 */
export async function signingKey(file: string): Promise<SigningKey> {
  return (await readKey(file)) ?? createKey(file);
}

async function readKey(file: string): Promise<SigningKey | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
  try {
    return keySchema.parse(JSON.parse(text));
  } catch {
    throw new ConfigurationError(`${file} n’est pas une clé de signature ; supprimez-le, il sera refait.`);
  }
}

/** Written aside, then linked: the name is there with the whole key or not at all, and the first of two processes wins. */
async function createKey(file: string): Promise<SigningKey> {
  const { generateKeyPair } = await import('jose/key/generate/keypair');
  const { exportJWK } = await import('jose/key/export');
  const { privateKey } = await generateKeyPair(signingAlgorithm, { extractable: true });
  const key = keySchema.parse({ ...(await exportJWK(privateKey)), kid: randomUUID() });
  await mkdir(path.dirname(file), { recursive: true });
  const aside = `${file}.${key.kid}`;
  const written = await open(aside, 'wx', 0o600);
  try {
    await written.writeFile(JSON.stringify(key));
    await written.sync();
  } finally {
    await written.close();
  }
  try {
    await link(aside, file);
    return key;
  } catch (error) {
    const other = isCode(error, 'EEXIST') ? await readKey(file) : undefined;
    if (other === undefined) throw error;
    return other;
  } finally {
    await unlink(aside);
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');

/**
 * What a child process of a test knows of this one: where programs are, and where compiled code is kept (types stripped),
 * so that each start does not compile everything again.
 */
export function childEnvironment() {
  const { PATH = '', HOME = '', NODE_COMPILE_CACHE = path.join(root, 'node_modules/.cache/compiled') } = process.env;
  return { PATH, HOME, NODE_COMPILE_CACHE };
}

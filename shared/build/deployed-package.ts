import * as z from 'zod';

const versions = z.record(z.string(), z.string());
const lockedPackage = z.looseObject({
  version: z.string().optional(),
  dependencies: versions.default({}),
  optionalDependencies: versions.default({}),
  peerDependencies: versions.default({}),
  peerDependenciesMeta: z.record(z.string(), z.looseObject({ optional: z.boolean().optional() })).default({}),
});

/** What `package-lock.json` (version 3) says of each installed package, by its place under `node_modules`. */
export const lockSchema = z.looseObject({ packages: z.record(z.string(), z.looseObject({})) });
export type Lock = z.infer<typeof lockSchema>;

/**
 * The `package.json` and `package-lock.json` of a bundle that needs these npm packages: the versions, and the versions of
 * what they need in turn, are the project's own.
 * @throws Error when the lock lacks one of them.
 */
export function deployedPackage(name: string, dependencies: readonly string[], lock: Lock) {
  const manifest = {
    name,
    version: '0.0.0',
    private: true,
    type: 'module',
    main: 'index.mjs',
    engines: { node: '24' },
    dependencies: Object.fromEntries(dependencies.map((one) => [one, versionOf(`node_modules/${one}`, lock)])),
  };
  const { version, engines } = manifest;
  const packages = {
    '': { name, version, dependencies: manifest.dependencies, engines },
    ...closure(dependencies, lock),
  };
  return { manifest, lock: { name, version, lockfileVersion: 3, requires: true, packages } };
}

function versionOf(place: string, lock: Lock): string {
  const { version } = lockedPackage.parse(lock.packages[place] ?? {});
  if (version === undefined) throw new Error(`package-lock.json does not lock ${place}`);
  return version;
}

/** The locked packages that these need, each at its place, in the order of the places. */
function closure(dependencies: readonly string[], lock: Lock): Lock['packages'] {
  const found = new Map<string, Lock['packages'][string]>();
  const add = (name: string, from: string, optional: boolean): void => {
    const place = placeOf(name, from, lock);
    if (place === undefined) {
      if (optional) return;
      throw new Error(`package-lock.json does not lock ${name}, which ${from || 'the bundle'} needs`);
    }
    const locked = lock.packages[place];
    if (locked === undefined || found.has(place)) return;
    // What the project itself may need for its tests only, the bundle needs.
    const { dev: _, devOptional: __, peer: ___, ...kept } = locked;
    found.set(place, kept);
    const needs = lockedPackage.parse(locked);
    const peers = Object.keys(needs.peerDependencies).filter((peer) => !needs.peerDependenciesMeta[peer]?.optional);
    for (const need of [...Object.keys(needs.dependencies), ...peers]) {
      add(need, place, Object.hasOwn(needs.optionalDependencies, need));
    }
    for (const need of Object.keys(needs.optionalDependencies)) add(need, place, true);
  };
  for (const name of dependencies) add(name, '', false);
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Where Node would find the package from there: the nearest `node_modules` that has it. */
function placeOf(name: string, from: string, lock: Lock): string | undefined {
  for (
    let base = from;
    ;
    base = base.includes('/node_modules/') ? base.slice(0, base.lastIndexOf('/node_modules/')) : ''
  ) {
    const place = base === '' ? `node_modules/${name}` : `${base}/node_modules/${name}`;
    if (place in lock.packages) return place;
    if (base === '') return undefined;
  }
}

import * as z from 'zod';
import { type DeliveryIdentity, isOlder } from './delivery-version.ts';

const identity = { version: z.string().min(1), deliveredAt: z.iso.datetime() };

export const dataVersionSchema = z.object({
  ...identity,
  delivery: z.string().min(1),
  importedAt: z.iso.datetime(),
  tables: z.array(z.object({ table: z.string(), rows: z.number().int(), rejects: z.number().int() })),
});
/** A delivery that is in the warehouse, whole. */
export type DataVersion = z.infer<typeof dataVersionSchema>;

export const dataVersionsSchema = z.object({
  /** What readers see; null before the first delivery. */
  current: dataVersionSchema.nullable(),
  /** What they saw before: a query under way may still read it. */
  previous: dataVersionSchema.nullable(),
  /** Versions whose tables are being loaded, or were when the process died. */
  pending: z.array(z.object(identity)),
  /** Versions whose tables are to be dropped. */
  obsolete: z.array(z.string()),
});
/** The versions of a set's data, in one document: moving `current` is what makes a delivery visible, all of it at once. */
export type DataVersions = z.infer<typeof dataVersionsSchema>;

export const noVersions: DataVersions = { current: null, previous: null, pending: [], obsolete: [] };

type Decision = { readonly next?: DataVersions; readonly result: 'load' | 'current' | 'superseded' };

/** Before its tables are made: a version that is never finished is known, and its tables are dropped one day. */
export function beginVersion(versions: DataVersions, { version, deliveredAt }: DeliveryIdentity): Decision {
  const { current } = versions;
  if (current?.version === version) return { result: 'current' };
  if (current !== null && isOlder({ version, deliveredAt }, current)) return { result: 'superseded' };
  const pending = [...versions.pending.filter((other) => other.version !== version), { version, deliveredAt }];
  return {
    next: { ...versions, pending, obsolete: versions.obsolete.filter((other) => other !== version) },
    result: 'load',
  };
}

/** All tables are loaded: readers see them from now on, unless something newer came meanwhile. */
export function finishVersion(versions: DataVersions, finished: DataVersion): Decision {
  const { current, previous } = versions;
  if (current?.version === finished.version) return { result: 'current' };
  if (current !== null && isOlder(finished, current)) {
    return { next: giveUpVersion(versions, finished.version), result: 'superseded' };
  }
  const passed = versions.pending.filter(({ version, deliveredAt }) => isOlder({ version, deliveredAt }, finished));
  const dropped = [...passed.map(({ version }) => version), ...(previous === null ? [] : [previous.version])];
  return {
    next: {
      current: finished,
      previous: current,
      pending: versions.pending.filter((other) => other.version !== finished.version && !passed.includes(other)),
      obsolete: union(versions.obsolete, dropped).filter(
        (version) => version !== finished.version && version !== current?.version,
      ),
    },
    result: 'load',
  };
}

/** Nothing of this version is used: its tables are to be dropped. What readers see stays. */
export function giveUpVersion(versions: DataVersions, version: string): DataVersions {
  if (version === versions.current?.version || version === versions.previous?.version) return versions;
  return {
    ...versions,
    pending: versions.pending.filter((other) => other.version !== version),
    obsolete: union(versions.obsolete, [version]),
  };
}

/** Their tables are gone. */
export function forgetVersions(versions: DataVersions, gone: readonly string[]): DataVersions {
  return { ...versions, obsolete: versions.obsolete.filter((version) => !gone.includes(version)) };
}

function union(a: readonly string[], b: readonly string[]): string[] {
  return [...new Set([...a, ...b])];
}

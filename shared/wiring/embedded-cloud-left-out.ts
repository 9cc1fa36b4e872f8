import { ConfigurationError } from '../runtime/read-env.ts';

/** Takes the place of `embeddedCloud` in the bundles for Google Cloud. */
export function embeddedCloud(): never {
  throw new ConfigurationError('TERRAIN_CLOUD : ce paquet est fait pour Google Cloud ; il ne connaît que « google ».');
}

import type { Site } from '../../domain/portal/recipe-site.ts';
import type { AddressPolicy } from './address-policy.ts';

/** A site of the recipe with its address known. */
export interface LiveSite {
  readonly name: string;
  readonly address: string;
  readonly recipe: Site;
  readonly policy: AddressPolicy;
  /** The name of the portal, for messages. */
  readonly portal: string;
}

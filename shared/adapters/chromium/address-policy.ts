import { type LookupAddress, type LookupOptions, lookup as resolveName } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { maskAddress } from '../../domain/portal/mask-address.ts';
import { PermanentError } from '../../ports/failures.ts';
import { isNeverReached, isPrivate, metadataHosts } from './address-ranges.ts';

/** The hosts a site's files may come from: its own, and those that the recipe names (`cdn.example.org`, `.example.org`). */
export interface AddressPolicy {
  /** @throws PermanentError when the address may not be reached. */
  assertAllowed(address: string): void;
  /**
   * Resolves names for connections, and refuses where an allowed name leads: to link-local and metadata addresses always,
   * to this machine and private networks unless the name is the site's own or stands in the recipe itself: under
   * `.example.org` anybody's name may lead anywhere.
   */
  readonly lookup: LookupFunction;
}

/** Every address of a name. */
export type ResolveAll = (
  host: string,
  options: LookupOptions,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

const resolveAll: ResolveAll = (host, options, done) => resolveName(host, { ...options, all: true }, done);

/**
 * Allows the site's own host and port, and the hosts named by the recipe; never a metadata service.
 * @param resolve the system's name resolution.
 */
export function createAddressPolicy(
  siteAddress: string,
  hosts: readonly string[],
  resolve: ResolveAll = resolveAll,
): AddressPolicy {
  const site = new URL(siteAddress);
  const isNamed = (host: string) =>
    host === site.hostname || hosts.some((name) => !name.startsWith('.') && name.replace(/:\d+$/, '') === host);
  return {
    assertAllowed(address) {
      const refuse = (reason: string) => new PermanentError(`adresse refusée (${reason}) : ${maskAddress(address)}`);
      if (!URL.canParse(address)) throw refuse('illisible');
      const url = new URL(address);
      if (url.protocol !== 'http:' && url.protocol !== 'https:') throw refuse(`protocole ${url.protocol}`);
      if (url.username !== '' || url.password !== '') throw refuse('utilisateur dans l’adresse');
      const host = url.hostname.replace(/\.$/, '');
      if (isNeverReached(host) || metadataHosts.includes(host)) throw refuse('adresse locale ou de métadonnées');
      const known = url.host === site.host || hosts.some((name) => matchesHost(name, url));
      if (!known) throw refuse(`l’hôte ${url.host} n’est pas dans « hosts » de la recette`);
    },
    lookup(host, options, callback) {
      resolve(host, options, (error, addresses) => {
        if (error !== null) return callback(error, '', 0);
        const isRefused = ({ address }: LookupAddress) =>
          isNeverReached(address) || (isPrivate(address) && !isNamed(host));
        if (addresses.some(isRefused)) return callback(new AddressRefusedError(host), '', 0);
        const [first] = addresses;
        if (first === undefined) return callback(new Error(`no address for ${host}`), '', 0);
        return options.all === true ? callback(null, addresses) : callback(null, first.address, first.family);
      });
    },
  };
}

function matchesHost(name: string, url: URL): boolean {
  if (name.startsWith('.')) return url.hostname.endsWith(name) || url.hostname === name.slice(1);
  return name === url.host || (name === url.hostname && url.port === '');
}

/** A name that leads where no photo may come from. */
export class AddressRefusedError extends PermanentError {
  override name = 'AddressRefusedError';
  constructor(host: string) {
    super(`adresse refusée : ${host} mène à une adresse locale, privée ou de métadonnées`);
  }
}

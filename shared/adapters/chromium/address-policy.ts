import { lookup as resolve } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { maskAddress } from '../../domain/portal/mask-address.ts';
import { PermanentError } from '../../ports/failures.ts';

/** Names and addresses of the clouds' metadata services, which hand out credentials to whoever runs inside. */
export const metadataHosts = [
  'metadata.google.internal',
  'metadata',
  'metadata.goog',
  '169.254.169.254',
  'instance-data',
];

const neverReached = new BlockList();
neverReached.addSubnet('169.254.0.0', 16, 'ipv4');
neverReached.addSubnet('fe80::', 10, 'ipv6');
neverReached.addAddress('fd00:ec2::254', 'ipv6');
neverReached.addAddress('fd20:ce::254', 'ipv6');
neverReached.addAddress('100.100.100.200', 'ipv4');
neverReached.addAddress('192.0.0.192', 'ipv4');
neverReached.addAddress('0.0.0.0', 'ipv4');
neverReached.addAddress('::', 'ipv6');

/** Whether an IP address is link-local or a metadata service's, also written as an IPv4 address inside IPv6. */
export function isNeverReached(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  const family = isIP(bare);
  if (family === 0) return false;
  if (family === 4) return neverReached.check(bare, 'ipv4');
  const inside = embeddedIpv4(bare);
  return neverReached.check(bare, 'ipv6') || (inside !== undefined && neverReached.check(inside, 'ipv4'));
}

/** The IPv4 address inside a mapped, compatible, NAT64 or 6to4 IPv6 address. */
function embeddedIpv4(address: string): string | undefined {
  // The URL parser writes every IPv6 address in one way, without dots.
  const plain = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const tail = /^(?:::ffff:|::|64:ff9b::)([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(plain);
  const sixToFour = /^2002:([0-9a-f]{1,4}):([0-9a-f]{1,4}):/.exec(plain);
  const [, high, low] = tail ?? sixToFour ?? [];
  if (high === undefined || low === undefined) return undefined;
  const [first, second] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return [first >> 8, first & 255, second >> 8, second & 255].join('.');
}

/** The hosts a site's files may come from: its own, and those that the recipe names (`cdn.example.org`, `.example.org`). */
export interface AddressPolicy {
  /** @throws PermanentError when the address may not be reached. */
  assertAllowed(address: string): void;
}

/** Allows the site's own host and port, and the hosts named by the recipe; never a metadata service. */
export function createAddressPolicy(siteAddress: string, hosts: readonly string[]): AddressPolicy {
  const site = new URL(siteAddress);
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
  };
}

function matchesHost(name: string, url: URL): boolean {
  if (name.startsWith('.')) return url.hostname.endsWith(name) || url.hostname === name.slice(1);
  return name === url.host || (name === url.hostname && url.port === '');
}

/** Name resolution that refuses link-local and metadata addresses, whatever name they hide behind. */
export const guardedLookup: LookupFunction = (host, options, callback) => {
  resolve(host, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, '', 0);
    if (addresses.some(({ address }) => isNeverReached(address))) {
      return callback(new AddressRefusedError(host), '', 0);
    }
    const [first] = addresses;
    if (first === undefined) return callback(new Error(`no address for ${host}`), '', 0);
    return options.all === true ? callback(null, addresses) : callback(null, first.address, first.family);
  });
};

/** A name that leads to a link-local or metadata address. */
export class AddressRefusedError extends PermanentError {
  override name = 'AddressRefusedError';
  constructor(host: string) {
    super(`adresse refusée : ${host} mène à une adresse locale ou de métadonnées`);
  }
}

import { BlockList, isIP } from 'node:net';

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
neverReached.addSubnet('0.0.0.0', 8, 'ipv4');
neverReached.addAddress('::', 'ipv6');

// RFC 1918, 6598 (carriers), 4193, and this machine.
const inner = new BlockList();
inner.addSubnet('10.0.0.0', 8, 'ipv4');
inner.addSubnet('172.16.0.0', 12, 'ipv4');
inner.addSubnet('192.168.0.0', 16, 'ipv4');
inner.addSubnet('100.64.0.0', 10, 'ipv4');
inner.addSubnet('127.0.0.0', 8, 'ipv4');
inner.addSubnet('fc00::', 7, 'ipv6');
inner.addAddress('::1', 'ipv6');

/** Whether an IP address is link-local or a metadata service's, also written as an IPv4 address inside IPv6. */
export function isNeverReached(address: string): boolean {
  return isIn(neverReached, address);
}

/** Whether an IP address is of this machine or of a private network, in any writing. */
export function isPrivate(address: string): boolean {
  return isIn(inner, address);
}

function isIn(list: BlockList, address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  const family = isIP(bare);
  if (family === 0) return false;
  if (family === 4) return list.check(bare, 'ipv4');
  const inside = embeddedIpv4(bare);
  return list.check(bare, 'ipv6') || (inside !== undefined && list.check(inside, 'ipv4'));
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

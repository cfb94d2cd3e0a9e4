import { BlockList, isIP, isIPv4 } from 'node:net';

/**
 * How far an address reaches: anybody (`public`), this network (`private`), this machine
 * (`loopback`), or nowhere a document has any business (`never`): link-local addresses, at which
 * clouds hand out credentials, and those that stand for no single host.
 */
export type Reach = 'public' | 'private' | 'loopback' | 'never';

const blocks: Readonly<Record<Exclude<Reach, 'public'>, BlockList>> = {
  never: toBlock(
    ...['0.0.0.0/8', '169.254.0.0/16', '192.0.0.0/24', '192.0.2.0/24', '198.18.0.0/15'],
    ...['198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
    // 100.100.100.200, 168.63.129.16 and fd00:ec2::/32 are the metadata services of three clouds.
    ...['100.100.100.200/32', '168.63.129.16/32', 'fd00:ec2::/32'],
    ...['::/128', 'fe80::/10', 'fec0::/10', 'ff00::/8', '100::/64', '2001::/32', '2001:db8::/32'],
  ),
  loopback: toBlock('127.0.0.0/8', '::1/128'),
  private: toBlock(
    ...['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'],
  ),
};

/** The ranges of RFC 6890 and its registry, written as CIDR. */
function toBlock(...ranges: string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits] = range.split('/');
    list.addSubnet(address, Number(bits), isIPv4(address) ? 'ipv4' : 'ipv6');
  }
  return list;
}

/**
 * How far an IP address reaches; an IPv6 address that stands for an IPv4 one (mapped, compatible,
 * 6to4, NAT64) reaches as far as that. What is no address reaches nowhere.
 */
export function toReach(address: string): Reach {
  const plain = address.replace(/%.*$/, '');
  const version = isIP(plain);
  if (version === 0) return 'never';
  const inner = version === 6 ? toEmbedded(plain) : undefined;
  if (inner !== undefined) return toReach(inner);
  const family = version === 4 ? 'ipv4' : 'ipv6';
  for (const reach of ['never', 'loopback', 'private'] as const) {
    if (blocks[reach].check(plain, family)) return reach;
  }
  return 'public';
}

/** The IPv4 address inside an IPv6 one (RFC 4291 §2.5.5, RFC 3056 §2, RFC 6052 §2.1). */
function toEmbedded(address: string): string | undefined {
  const groups = toGroups(address);
  const [first = 0, second = 0, third = 0] = groups;
  const [high = 0, low = 0] = groups.slice(6);
  if (first === 0x2002) return toDotted(second, third);
  const lead = groups.slice(0, 6).join(' ');
  const isMapped = ['0 0 0 0 0 65535', '0 0 0 0 65535 0', '100 65435 0 0 0 0'].includes(lead);
  // `::` and `::1` are no IPv4 addresses.
  const isCompatible = lead === '0 0 0 0 0 0' && high !== 0;
  return isMapped || isCompatible ? toDotted(high, low) : undefined;
}

/** The eight groups of an IPv6 address; the URL Standard writes each in its one shortest form. */
function toGroups(address: string): number[] {
  const text = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const [before = '', after] = text.split('::');
  const read = (part: string) =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
  const [left, right] = [read(before), read(after ?? '')];
  const gap = after === undefined ? 0 : 8 - left.length - right.length;
  return [...left, ...new Array<number>(gap).fill(0), ...right];
}

function toDotted(high: number, low: number): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

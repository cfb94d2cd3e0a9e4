import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { type Reach, toReach } from './address.ts';
import { RemoteFault } from './fault.ts';
import type { Referrer, RemotePolicy } from './policy.ts';

/** Where a request may connect to. */
export interface Way {
  readonly addresses: readonly string[];
  /** How far the nearest of them reaches. */
  readonly reach: Reach;
}

/**
 * Finds the addresses of a URL's host and holds each of them against who asks. The user may name
 * any; a document only what reaches as far as itself or farther, so that a public document cannot
 * look into a private network, and a redirect no more than what was redirected. A host that
 * `allowRefs` names may be private. Throws `RemoteFault`.
 */
export async function findWay(url: URL, referrer: Referrer, policy: RemotePolicy): Promise<Way> {
  const addresses = await findAddresses(url, policy);
  const reaches = addresses.map(toReach);
  const reach = reaches.reduce(toNearer, 'public');
  if (referrer.uri === undefined) return { addresses, reach };
  const most = isNamed(url, policy.allowRefs) ? 'loopback' : referrer.reach;
  const bad = reaches.findIndex((one) => one === 'never' || ranks[one] > ranks[most]);
  if (bad < 0) return { addresses, reach };
  throw new RemoteFault(
    `${url.host} is at ${addresses[bad]}, which is ${words[reaches[bad] ?? 'never']}; ${referrer.uri} may not lead there.`,
    reaches[bad] === 'never'
      ? 'Download what is there and refer to the file, if you need it.'
      : `Allow that host by its name, if you trust the document: --allow-remote-refs=${url.host}`,
  );
}

const ranks: Readonly<Record<Reach, number>> = { public: 0, private: 1, loopback: 2, never: 3 };

const words: Readonly<Record<Reach, string>> = {
  public: 'public',
  private: 'in a private network',
  loopback: 'this machine',
  never: 'an address of no ordinary host',
};

function toNearer(one: Reach, other: Reach): Reach {
  return ranks[one] >= ranks[other] ? one : other;
}

/** The URL Standard has written every form of an IPv4 address as four decimal numbers by now. */
async function findAddresses(url: URL, { resolve }: RemotePolicy): Promise<readonly string[]> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) return [host];
  const find = resolve ?? lookUp;
  let addresses: readonly string[] = [];
  try {
    addresses = await find(host);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${error.code})` : '';
    throw new RemoteFault(
      `There is no host "${host}"${code}.`,
      'Check the name, and whether this machine is connected.',
    );
  }
  if (addresses.length > 0) return addresses;
  throw new RemoteFault(`The host "${host}" has no address.`, 'Check the name.');
}

async function lookUp(host: string): Promise<readonly string[]> {
  const found = await lookup(host, { all: true });
  return found.map(({ address }) => address);
}

/** Throws `RemoteFault` when a document may not bring in what stands at a URL of another origin. */
export function checkOrigin(url: URL, referrer: Referrer, { allowRefs }: RemotePolicy): void {
  const { uri } = referrer;
  if (uri === undefined || allowRefs === true || isNamed(url, allowRefs)) return;
  if (/^https?:/.test(uri) && new URL(uri).origin === url.origin) return;
  const where = /^https?:/.test(uri) ? `lies on another server than ${uri}` : 'is not a local file';
  throw new RemoteFault(
    `${url.href} ${where}, so it is not fetched.`,
    `Allow it, if you trust that host: --allow-remote-refs=${url.host}`,
  );
}

/** With a port that very one is meant, without one every port of the host. */
function isNamed(url: URL, allowed: RemotePolicy['allowRefs']): boolean {
  if (typeof allowed !== 'object') return false;
  return allowed.some((name) => [url.host, url.hostname].includes(name.toLowerCase()));
}

import { decodePercent } from '../parameters/percent.ts';
import { type Budget, readText } from './_content.ts';
import { checkOrigin, findWay, type Way } from './_guard.ts';
import { type Transport, type TransportResponse, transport } from './_transport.ts';
import type { Reach } from './address.ts';
import { RemoteFault } from './fault.ts';
import {
  defaultRemoteLimits,
  type Referrer,
  type RemoteLimits,
  type RemotePolicy,
} from './policy.ts';

/** A file that was fetched. */
export interface RemoteText {
  /** Where it was in the end: relative references are resolved against this (RFC 3986 §5.1.3). */
  readonly uri: string;
  readonly text: string;
  /** How far the address reaches that it came from. */
  readonly reach: Reach;
}

/** Fetches one document and what it refers to, within one budget. */
export interface RemoteReader {
  /** Throws `RemoteFault`, always with what to do. */
  read(url: string, referrer: Referrer): Promise<RemoteText>;
}

/** The user, who may name any address. */
export const user: Referrer = { reach: 'loopback' };

/** Makes a reader for one document; the fields of `policy` go to the origin of the first URL read. */
export function createRemoteReader(policy: RemotePolicy = {}): RemoteReader {
  const limits = { ...defaultRemoteLimits, ...policy.limits };
  const budget: Budget = { bytes: limits.bytes, most: limits.bytes };
  let files = 0;
  let home: Home | undefined;
  return {
    async read(text, referrer) {
      const url = toUrl(text);
      home ??= { origin: url.origin, fields: { ...toBasic(url), ...policy.headers } };
      // Names of files are told, logged and kept.
      [url.username, url.password] = ['', ''];
      files += 1;
      if (files > limits.files) {
        const message = `The document refers to more than ${limits.files} remote files.`;
        throw new RemoteFault(message, 'Bundle it into one file first.');
      }
      const signal = AbortSignal.timeout(limits.time);
      const trip = { policy, limits, home, signal };
      try {
        const { uri, reach, response } = await travel(url, referrer, trip);
        return { uri, reach, text: await readText(response, budget) };
      } catch (error) {
        throw toFault(error, url, { signal, limits });
      }
    },
  };
}

/** The origin that gets the fields. */
interface Home {
  readonly origin: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Credentials in a URL are sent as Basic ones (RFC 7617 §2). */
function toBasic({ username, password }: URL): Record<string, string> {
  if (username === '' && password === '') return {};
  const text = `${decodePercent(username) ?? username}:${decodePercent(password) ?? password}`;
  return { Authorization: `Basic ${Buffer.from(text).toString('base64')}` };
}

/** Throws `RemoteFault` for what is no http(s) URL. */
function toUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol)) {
    url.hash = '';
    return url;
  }
  throw new RemoteFault(`"${text}" is no http(s) address.`, 'Write https://host/path.');
}

interface Trip {
  readonly policy: RemotePolicy;
  readonly limits: RemoteLimits;
  readonly home: Home;
  readonly signal: AbortSignal;
}

interface Arrival {
  readonly uri: string;
  readonly reach: Reach;
  readonly response: TransportResponse;
}

/** Follows redirects, each of which is held against the same rules as what it came from. */
async function travel(start: URL, referrer: Referrer, trip: Trip): Promise<Arrival> {
  let url = start;
  let from = referrer;
  for (let hops = 0; ; hops++) {
    checkOrigin(url, referrer, trip.policy);
    const way = await within(trip.signal, findWay(url, from, trip.policy));
    const response = await send(url, way, trip);
    const { status, fields } = response;
    if (![301, 302, 303, 307, 308].includes(status)) {
      if (status === 200) return { uri: url.href, reach: way.reach, response };
      response.drop();
      throw toStatusFault(status);
    }
    response.drop();
    if (hops >= trip.limits.redirects) {
      const message = `It redirects more than ${trip.limits.redirects} times.`;
      throw new RemoteFault(message, 'Use the address at which it ends.');
    }
    const next = toNext(url, fields.location);
    from = { uri: url.href, reach: from.uri === undefined ? way.reach : from.reach };
    url = next;
  }
}

function send(url: URL, way: Way, { policy, home, signal }: Trip): Promise<TransportResponse> {
  const run: Transport = policy.transport ?? transport;
  const fields = {
    Accept: 'application/yaml, application/json, text/*;q=0.9, */*;q=0.8',
    'User-Agent': 'standin',
    ...(url.origin === home.origin && home.fields),
  };
  return run({ url, addresses: way.addresses, fields, signal });
}

function toNext(url: URL, location: string | readonly string[] | undefined): URL {
  const text = typeof location === 'string' ? location : '';
  if (text === '' || !URL.canParse(text, url.href)) {
    throw new RemoteFault('It redirects, but does not say where to.', 'Check the address.');
  }
  const next = new URL(text, url);
  const isPlain = /^https?:$/.test(next.protocol);
  if (isPlain && !(url.protocol === 'https:' && next.protocol === 'http:')) return next;
  throw new RemoteFault(
    `It redirects from ${url.protocol}//… to ${next.protocol}//…, which is not followed.`,
    'Name that address itself, if you trust it.',
  );
}

function toStatusFault(status: number): RemoteFault {
  if (status === 401 || status === 403 || status === 407) {
    const mend = 'Send what it asks for: --header "Authorization: Bearer …"';
    return new RemoteFault(`The server answered ${status}: it asks for credentials.`, mend);
  }
  const mend = status >= 500 ? 'Try again later.' : 'Check the address.';
  return new RemoteFault(`The server answered ${status}, not 200.`, mend);
}

/** A name server may take longer than anybody wants to wait. */
function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}

const trust =
  /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_CERT|HOSTNAME_MISMATCH|ERR_SSL_TLSV1_ALERT_UNKNOWN_CA)/;

function toFault(
  error: unknown,
  url: URL,
  { signal, limits }: { readonly signal: AbortSignal; readonly limits: RemoteLimits },
): RemoteFault {
  if (error instanceof RemoteFault) return error;
  if (signal.aborted) {
    const message = `Nothing came back from ${url.host} within ${limits.time / 1000} s.`;
    return new RemoteFault(message, 'Try again, or download it and name the file.');
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  if (trust.test(code)) {
    const mend =
      'Trust its authority (NODE_EXTRA_CA_CERTS=ca.pem), or download it and name the file.';
    return new RemoteFault(`The certificate of ${url.host} is not trusted (${code}).`, mend);
  }
  if (code === 'EPROTO' || code.startsWith('ERR_SSL')) {
    const mend = 'Is it http:// rather than https://?';
    return new RemoteFault(`${url.host} does not speak TLS as it should (${code}).`, mend);
  }
  const message =
    code === 'ECONNREFUSED' ? `Nobody listens at ${url.host}` : `${url.host} cannot be read`;
  return new RemoteFault(`${message} (${code}).`, 'Check the address, and whether it is up.');
}

import { type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** One GET, to addresses that were found good. */
export interface TransportRequest {
  readonly url: URL;
  /** Where to connect; the name is not looked up again, because the answer could be another. */
  readonly addresses: readonly string[];
  readonly fields: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** What came back, with its content uncompressed. */
export interface TransportResponse {
  readonly status: number;
  readonly fields: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: AsyncIterable<Uint8Array>;
  /** Ends the connection. */
  drop(): void;
}

export type Transport = (request: TransportRequest) => Promise<TransportResponse>;

/** Over `node:http` and `node:https`, a connection each. */
export const transport: Transport = ({ url, addresses, fields, signal }) => {
  const send = url.protocol === 'https:' ? requestSecure : requestPlain;
  const options = {
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    ...(url.port !== '' && { port: url.port }),
    path: url.pathname + url.search,
    headers: { ...fields, 'Accept-Encoding': 'gzip', Host: url.host },
    agent: false,
    lookup: toLookup(addresses),
    signal,
  };
  return new Promise((resolve, reject) => {
    const request = send(options, (response) => resolve(toResponse(response)));
    request.on('error', reject);
    request.end();
  });
};

function toLookup(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_host, options, callback) => {
    const [first] = all;
    if (options.all || !first) callback(null, all);
    else callback(null, first.address, first.family);
  };
}

function toResponse(response: IncomingMessage): TransportResponse {
  const { statusCode: status = 0, headers: fields } = response;
  const isPacked = /^(x-)?gzip$/i.test(fields['content-encoding'] ?? '');
  // What breaks the pipe is thrown to whoever reads the body.
  const body = isPacked ? pipeline(response, createGunzip(), () => {}) : response;
  return { status, fields, body, drop: () => void response.destroy() };
}

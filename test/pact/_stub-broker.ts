import type { Json } from '../../kernel/json.ts';
import { type Reply, serveJson, type TestServer } from './_provider.ts';

/** A stub of a broker, and what it was told. */
export interface StubBroker extends TestServer {
  /** Pacts that were published, by consumer version and name. */
  readonly published: Json[];
  /** Verification results that were published. */
  readonly results: Json[];
  /** The Authorization fields it was sent. */
  readonly tokens: Set<string>;
}

/** Says that it is no broker, in every reply that a person may see. */
const name = 'A stub of a Pact Broker for tests. It keeps nothing and judges nothing.';

const hal = 'application/hal+json';

/**
 * A stub that speaks as much of the broker's HAL as publishing and verifying one pact takes. It proves
 * how this program and a broker are wired, and nothing about a real one.
 */
export async function startStubBroker(pact: Json): Promise<StubBroker> {
  const published: Json[] = [];
  const results: Json[] = [];
  const tokens = new Set<string>();
  const server = await serveJson((request, body) => {
    if (request.headers.authorization) tokens.add(request.headers.authorization);
    const url = `http://${request.headers.host}`;
    const { pathname } = new URL(request.url ?? '/', url);
    const call = `${request.method} ${pathname}`;
    if (call === 'POST /contracts/publish') return keep(published, body, toPublished(url));
    if (call === 'POST /results') return keep(results, body, { ok: true });
    const known = toPages(url, pact)[call];
    return known === undefined
      ? { status: 404, body: { error: `${name} It has no ${call}.` } }
      : { status: 200, body: known, type: hal };
  });
  return {
    ...server,
    published,
    results,
    tokens,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

function keep(list: Json[], body: Json, reply: Json): Reply {
  list.push(body);
  return { status: 200, body: reply, type: hal };
}

function toPages(url: string, pact: Json): Readonly<Record<string, Json>> {
  const link = (path: string, more: Record<string, Json> = {}) => ({ href: url + path, ...more });
  const own = typeof pact === 'object' && pact !== null && !Array.isArray(pact) ? pact : {};
  return {
    'GET /': {
      name,
      _links: {
        self: link('/'),
        'pb:publish-contracts': link('/contracts/publish'),
        'pb:provider-pacts-for-verification': link('/for-verification/{provider}', {
          templated: true,
        }),
        'pb:pacticipant-version': link('/versions', { templated: true }),
      },
    },
    'GET /for-verification/sales-v3': { _links: { self: link('/for-verification/sales-v3') } },
    'POST /for-verification/sales-v3': {
      _embedded: {
        pacts: [
          {
            shortDescription: 'latest',
            verificationProperties: { notices: [{ when: 'before_verification', text: name }] },
            _links: { self: link('/pact', { name: 'The pact of the stub' }) },
          },
        ],
      },
      _links: { self: link('/for-verification/sales-v3') },
    },
    'GET /provider': {
      _links: {
        self: link('/provider'),
        'pb:branch-version': link('/branches/{branch}/versions/{version}', { templated: true }),
      },
    },
    'PUT /branches/main/versions/1.2.3': {
      _links: { self: link('/branches/main/versions/1.2.3') },
    },
    'GET /pact': {
      ...own,
      _links: {
        self: link('/pact'),
        'pb:provider': link('/provider', { name: 'sales-v3' }),
        'pb:publish-verification-results': link('/results'),
      },
    },
  };
}

function toPublished(url: string): Json {
  const link = { href: url, name: 'of the stub', title: 'Nothing real' };
  const page = { _links: { self: link } };
  return {
    notices: [{ type: 'info', text: name }],
    logs: [{ level: 'info', message: name, deprecationWarning: name }],
    _embedded: {
      pacticipant: { name: 'of the stub', ...page },
      version: { number: '0', ...page },
    },
    _links: {
      'pb:pacticipant': link,
      'pb:pacticipant-version': link,
      'pb:pacticipant-version-tags': [],
      'pb:contracts': [link],
    },
  };
}

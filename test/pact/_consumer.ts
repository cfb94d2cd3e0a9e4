import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { MatchersV3, PactV4 } from '@pact-foundation/pact';
import { afterAll, expect, it } from 'vitest';

const { like, regex, string, uuid } = MatchersV3;

/** The name of the consumer in its pacts. */
export const consumer = 'web-frontend';

/** The committed pacts. */
export const pacts = fileURLToPath(new URL('../../pacts/', import.meta.url));

/** Pact tells a consumer's call from its reply by order of arrival, which needs a moment to settle. */
const settling = 20;

/** The name of the state an interaction begins in, a scenario, and its parameters. */
export type Given = readonly [scenario: string, parameters?: Record<string, string | number>];

/** One interaction, with the call of the client that makes it. */
export interface Story {
  readonly given: Given;
  readonly request: {
    readonly method: 'GET' | 'POST';
    readonly path: string | MatchersV3.Matcher<string>;
    readonly query?: Record<string, string>;
    /** Absent: no token is sent. */
    readonly token?: string;
    readonly body?: object;
  };
  readonly reply: { readonly status: number; readonly body: object };
  /** Calls the client at this URL and checks what came back. */
  readonly run: (url: string) => Promise<void>;
}

/**
 * Tells the interactions of one consumer and one provider; each is a test of the client against
 * Pact's mock server. A last test compares what Pact wrote with `pacts/`, and writes it there when
 * PACT_UPDATE is set.
 */
export function describeConsumer(provider: string, stories: Readonly<Record<string, Story>>): void {
  const dir = mkdtempSync(`${tmpdir()}/standin-pact-`);
  const pact = new PactV4({ consumer, provider, dir, logLevel: 'error' });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it.each(Object.entries(stories))('%s', async (description, { given, request, reply, run }) => {
    const [scenario, parameters] = given;
    const { method, path, query, token, body } = request;
    const interaction = pact.addInteraction();
    const state = parameters
      ? interaction.given(scenario, parameters)
      : interaction.given(scenario);
    await state
      .uponReceiving(description)
      .withRequest(method, path, (builder) => {
        builder.headers({ Accept: 'application/json' });
        if (token !== undefined) {
          builder.headers({ Authorization: regex(/^Bearer \S+$/, `Bearer ${token}`) });
        }
        if (query) builder.query(query);
        if (body) builder.jsonBody(body);
      })
      .willRespondWith(reply.status, (builder) => {
        builder.jsonBody(reply.body);
      })
      .executeTest(async ({ url }) => {
        await run(url);
        await new Promise((resolve) => setTimeout(resolve, settling));
      });
  });

  it('has told everything that pacts/ holds, and nothing else', () => {
    const name = `${consumer}-${provider}.json`;
    const written = toStable(readFileSync(`${dir}/${name}`, 'utf8'));
    if (process.env.PACT_UPDATE) writeFileSync(pacts + name, written);
    const count = written.match(/"description":/g)?.length;
    expect(count, 'interactions that Pact wrote').toBe(Object.keys(stories).length);
    expect(
      readFileSync(pacts + name, 'utf8'),
      'stale: run PACT_UPDATE=1 npm test -- test/pact',
    ).toBe(written);
  });
}

/** Without the versions of Pact's own parts, which say nothing about the interactions. */
function toStable(text: string): string {
  const { metadata, ...pact } = JSON.parse(text);
  const { pactSpecification } = metadata;
  return `${JSON.stringify({ ...pact, metadata: { pactSpecification } }, null, 2)}\n`;
}

/** A token that is accepted everywhere. */
export const token = 'any';

/** A JWT that expired on 1 January 2001. */
export const expired = [
  Buffer.from('{"alg":"RS256","typ":"JWT"}').toString('base64url'),
  Buffer.from('{"sub":"john.doe@masorange.es","exp":978307200}').toString('base64url'),
  'c2lnbmF0dXJl',
].join('.');

/** What the documents show. */
export const documented = {
  org: 'yoigo',
  id: 'ce2f20cb-35df-4ffe-bca6-c0ed0c28cb39',
  contract: '0195519a-9f80-4c0e-8f5e-0a1b2c3d4e5f',
  unknown: 'ffffffff-ffff-4fff-8fff-ffffffffffff',
} as const;

/** A contract to add, as the client takes it and as it travels. */
export const newContract = { documentsContractId: 'DOC-1', documentsOwnerId: '2357893' };
export const sent = { documents_contract_id: 'DOC-1', documents_owner_id: '2357893' };

/** A contract of which the client needs no more than this. */
export function likeContract(members: Record<string, string> = {}) {
  return like({
    id: uuid(documented.contract),
    documents_contract_id: string('DOC-1'),
    documents_owner_id: string('2357893'),
    creation_date: regex(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
      '2025-03-01T12:00:00Z',
    ),
    creation_user: string('john.doe@masorange.es'),
    ...members,
  });
}

/** An `ErrorResponse`. Its code is an example: the catalogue may grow. */
export function likeError(code: string) {
  return {
    error: {
      code: string(code),
      message: string('What is wrong, in words.'),
      reference: regex(
        /^https?:\/\/\S+$/,
        'https://developers.masstack.com/en/guides/subscriptions/errorcatalogue',
      ),
    },
  };
}

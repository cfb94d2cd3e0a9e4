import { MatchersV3 } from '@pact-foundation/pact';
import { describe, expect } from 'vitest';
import { createSubscriptionsClient } from './_client.ts';
import {
  describeConsumer,
  documented,
  type Given,
  likeContract,
  likeError,
  newContract,
  type Story,
  token,
} from './_consumer.ts';

const { org, id: subscription, contract, unknown } = documented;
const { eachLike, fromProviderState } = MatchersV3;

const list = `/v2/orgs/${org}/subscriptions/${subscription}/contracts`;
const client = (url: string) => createSubscriptionsClient({ url, token });
const stranger = (url: string) => createSubscriptionsClient({ url });
const created = { documentsContractId: 'DOC-1', documentsOwnerId: '2357893' };

/** Whatever the provider put into the state is where the request goes. */
const inState = (path: string, example: string) => fromProviderState(`/v2/orgs/\${org}/${path}`, example);
const listInState = inState('subscriptions/${subscription}/contracts', list);

const down: Given = ['provider-down'];
const forbidden: Given = ['forbidden-org'];

const reads: Record<string, Story> = {
  'a contract by its id': {
    given: ['just-created', { org, subscription, contract }],
    request: {
      method: 'GET',
      path: inState('subscriptions/${subscription}/contracts/${contract}', `${list}/${contract}`),
      token,
    },
    reply: { status: 200, body: likeContract() },
    run: async (url) => {
      const found = await client(url).get(org, subscription, contract);
      expect(found).toMatchObject({ id: contract, ...created });
      expect(found.creationDate).toEqual(new Date('2025-03-01T12:00:00Z'));
    },
  },
  'a contract that is not there': {
    given: ['empty-org', { org, subscription }],
    request: { method: 'GET', path: `${list}/${unknown}`, token },
    reply: { status: 404, body: likeError('CONTRACT_NOT_FOUND') },
    run: (url) => refuses(client(url).get(org, subscription, unknown), 404, 'CONTRACT_NOT_FOUND'),
  },
  'a contract of another organization': {
    given: forbidden,
    request: { method: 'GET', path: `${list}/${subscription}`, token },
    reply: { status: 403, body: likeError('FORBIDDEN_ORGANIZATION') },
    run: (url) =>
      refuses(client(url).get(org, subscription, subscription), 403, 'FORBIDDEN_ORGANIZATION'),
  },
  'a contract without a token': {
    given: ['default'],
    request: { method: 'GET', path: `${list}/${subscription}` },
    reply: { status: 401, body: likeError('UNAUTHORIZED') },
    run: (url) => refuses(stranger(url).get(org, subscription, subscription), 401, 'UNAUTHORIZED'),
  },
  'a contract while the provider is down': {
    given: down,
    request: { method: 'GET', path: `${list}/${subscription}`, token },
    reply: { status: 500, body: likeError('INTERNAL_SERVER_ERROR') },
    run: (url) =>
      refuses(client(url).get(org, subscription, subscription), 500, 'INTERNAL_SERVER_ERROR'),
  },
};

const lists: Record<string, Story> = {
  'a page of contracts': {
    given: ['pagination', { org, subscription, count: 5 }],
    request: { method: 'GET', path: listInState, query: { offset: '2', limit: '2' }, token },
    reply: { status: 200, body: eachLike(likeContract(), 2) },
    run: async (url) => {
      const page = await client(url).list(org, subscription, { offset: 2, limit: 2 });
      expect(page).toHaveLength(2);
      expect(page[0]).toMatchObject(created);
    },
  },
  'the contracts of a subscription that has none': {
    given: ['empty-org', { org, subscription }],
    request: { method: 'GET', path: list, token },
    reply: { status: 200, body: [] },
    run: async (url) => expect(await client(url).list(org, subscription)).toEqual([]),
  },
  'a page of nothing': {
    given: ['default'],
    request: { method: 'GET', path: list, query: { limit: '0' }, token },
    reply: { status: 400, body: likeError('BAD_REQUEST') },
    run: (url) => refuses(client(url).list(org, subscription, { limit: 0 }), 400, 'BAD_REQUEST'),
  },
  'the contracts of a subscription that is not there': {
    given: ['default'],
    request: { method: 'GET', path: list.replace(subscription, unknown), token },
    reply: { status: 404, body: likeError('SUBSCRIPTION_NOT_FOUND') },
    run: (url) => refuses(client(url).list(org, unknown), 404, 'SUBSCRIPTION_NOT_FOUND'),
  },
  'the contracts of another organization': {
    given: forbidden,
    request: { method: 'GET', path: list, token },
    reply: { status: 403, body: likeError('FORBIDDEN_ORGANIZATION') },
    run: (url) => refuses(client(url).list(org, subscription), 403, 'FORBIDDEN_ORGANIZATION'),
  },
  'the contracts without a token': {
    given: ['default'],
    request: { method: 'GET', path: list },
    reply: { status: 401, body: likeError('UNAUTHORIZED') },
    run: (url) => refuses(stranger(url).list(org, subscription), 401, 'UNAUTHORIZED'),
  },
  'the contracts while the provider is down': {
    given: down,
    request: { method: 'GET', path: list, token },
    reply: { status: 500, body: likeError('INTERNAL_SERVER_ERROR') },
    run: (url) => refuses(client(url).list(org, subscription), 500, 'INTERNAL_SERVER_ERROR'),
  },
};

const incomplete = { documents_contract_id: 'DOC-1' };

const additions: Record<string, Story> = {
  'a new contract': {
    given: ['empty-org', { org, subscription }],
    request: { method: 'POST', path: listInState, token, body: newContract },
    reply: { status: 201, body: likeContract(newContract) },
    run: async (url) =>
      expect(await client(url).add(org, subscription, created)).toMatchObject(created),
  },
  'a new contract without its owner': {
    given: ['default'],
    request: { method: 'POST', path: list, token, body: incomplete },
    reply: { status: 400, body: likeError('BAD_REQUEST') },
    run: (url) => {
      // A form that was sent too early: JSON leaves out what is undefined.
      const early = { documentsContractId: 'DOC-1', documentsOwnerId: undefined as never };
      return refuses(client(url).add(org, subscription, early), 400, 'BAD_REQUEST');
    },
  },
  'a new contract of a subscription that is not there': {
    given: ['default'],
    request: {
      method: 'POST',
      path: list.replace(subscription, unknown),
      token,
      body: newContract,
    },
    reply: { status: 404, body: likeError('SUBSCRIPTION_NOT_FOUND') },
    run: (url) => refuses(client(url).add(org, unknown, created), 404, 'SUBSCRIPTION_NOT_FOUND'),
  },
  'a new contract in another organization': {
    given: forbidden,
    request: { method: 'POST', path: list, token, body: newContract },
    reply: { status: 403, body: likeError('FORBIDDEN_ORGANIZATION') },
    run: (url) =>
      refuses(client(url).add(org, subscription, created), 403, 'FORBIDDEN_ORGANIZATION'),
  },
  'a new contract without a token': {
    given: ['default'],
    request: { method: 'POST', path: list, body: newContract },
    reply: { status: 401, body: likeError('UNAUTHORIZED') },
    run: (url) => refuses(stranger(url).add(org, subscription, created), 401, 'UNAUTHORIZED'),
  },
  'a new contract while the provider is down': {
    given: down,
    request: { method: 'POST', path: list, token, body: newContract },
    reply: { status: 500, body: likeError('INTERNAL_SERVER_ERROR') },
    run: (url) => refuses(client(url).add(org, subscription, created), 500, 'INTERNAL_SERVER_ERROR'),
  },
};

/** The client tells its caller what the API told it. */
async function refuses(call: Promise<unknown>, status: number, code: string): Promise<void> {
  await expect(call).rejects.toMatchObject({ name: 'ApiError', status, code });
}

describe('the web front end asks Subscriptions v2 for', () => {
  describeConsumer('subscriptions-v2', { ...reads, ...lists, ...additions });
});

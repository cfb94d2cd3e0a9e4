import { MatchersV3 } from '@pact-foundation/pact';
import { describe, expect } from 'vitest';
import { createSubscriptionsClient, type NewContract } from './_client.ts';
import {
  describeConsumer,
  documented,
  likeContract,
  newContract,
  type Story,
  sent,
  token,
} from './_consumer.ts';
import { refusal, refusalsOf } from './_refusals.ts';

const { org, id: subscription, contract } = documented;
const { eachLike, fromProviderState } = MatchersV3;

const client = (url: string) => createSubscriptionsClient({ url, token });
const toList = (id: string) => `/v2/orgs/${org}/subscriptions/${id}/contracts`;
const toItem = (id: string) => `${toList(subscription)}/${id}`;

// The values that the provider answers to the change of state take the place of the examples.
const listPath = `/v2/orgs/\${org}/subscriptions/\${subscription}/contracts`;
const list = fromProviderState(listPath, toList(subscription));
const item = fromProviderState(`${listPath}/\${contract}`, toItem(contract));

const reads: Record<string, Story> = {
  'a contract': {
    given: ['just-created', { org, subscription, contract }],
    request: { method: 'GET', path: item, token },
    reply: { status: 200, body: likeContract() },
    run: async (url) => {
      const found = await client(url).get(org, subscription, contract);
      expect(found).toMatchObject({ id: contract, ...newContract });
      expect(found.creationDate).toEqual(new Date('2025-03-01T12:00:00Z'));
    },
  },
  ...refusalsOf({
    what: 'a contract',
    method: 'GET',
    path: toItem,
    make: (options, id) => createSubscriptionsClient(options).get(org, subscription, id),
    missing: 'CONTRACT_NOT_FOUND',
  }),
};

const lists: Record<string, Story> = {
  'a page of contracts': {
    given: ['pagination', { org, subscription, count: 5 }],
    request: { method: 'GET', path: list, query: { offset: '2', limit: '2' }, token },
    reply: { status: 200, body: eachLike(likeContract(), 2) },
    run: async (url) => {
      const page = await client(url).list(org, subscription, { offset: 2, limit: 2 });
      expect(page).toHaveLength(2);
      expect(page[0]).toMatchObject(newContract);
    },
  },
  'contracts where there is none': {
    given: ['empty-org', { org, subscription }],
    request: { method: 'GET', path: list, token },
    reply: { status: 200, body: [] },
    run: async (url) => expect(await client(url).list(org, subscription)).toEqual([]),
  },
  'contracts, but none of them': {
    given: ['default'],
    request: { method: 'GET', path: toList(subscription), query: { limit: '0' }, token },
    ...refusal(400, 'BAD_REQUEST', (url) => client(url).list(org, subscription, { limit: 0 })),
  },
  ...refusalsOf({
    what: 'contracts',
    method: 'GET',
    path: toList,
    make: (options, id) => createSubscriptionsClient(options).list(org, id),
    missing: 'SUBSCRIPTION_NOT_FOUND',
  }),
};

// A form that was sent too early: JSON leaves out what is undefined, whatever the type says.
const unfinished = { documentsContractId: 'DOC-1' } as NewContract;

const additions: Record<string, Story> = {
  'to add a contract': {
    given: ['empty-org', { org, subscription }],
    request: { method: 'POST', path: list, token, body: sent },
    reply: { status: 201, body: likeContract(sent) },
    run: async (url) => {
      const added = await client(url).add(org, subscription, newContract);
      expect(added).toMatchObject(newContract);
    },
  },
  'to add a contract without its owner': {
    given: ['default'],
    request: {
      method: 'POST',
      path: toList(subscription),
      token,
      body: { documents_contract_id: 'DOC-1' },
    },
    ...refusal(400, 'BAD_REQUEST', (url) => client(url).add(org, subscription, unfinished)),
  },
  ...refusalsOf({
    what: 'to add a contract',
    method: 'POST',
    path: toList,
    body: sent,
    make: (options, id) => createSubscriptionsClient(options).add(org, id, newContract),
    missing: 'SUBSCRIPTION_NOT_FOUND',
  }),
};

describe('the web front end asks Subscriptions v2 for', () => {
  describeConsumer('subscriptions-v2', { ...reads, ...lists, ...additions });
});

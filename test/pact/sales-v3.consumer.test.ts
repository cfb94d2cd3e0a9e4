import { MatchersV3 } from '@pact-foundation/pact';
import { describe, expect } from 'vitest';
import { createSalesClient, type NewContract } from './_client.ts';
import {
  describeConsumer,
  documented,
  expired,
  likeContract,
  newContract,
  type Story,
  sent,
  token,
} from './_consumer.ts';
import { refusal, refusalsOf } from './_refusals.ts';

const { org, id: transaction } = documented;
const { eachLike, fromProviderState } = MatchersV3;

const client = (url: string) => createSalesClient({ url, token });
const toList = (id: string) => `/v3/orgs/${org}/sales/commercial_transactions/${id}/contracts`;

// The values that the provider answers to the change of state take the place of the examples.
const list = fromProviderState(
  `/v3/orgs/\${org}/sales/commercial_transactions/\${transaction}/contracts`,
  toList(transaction),
);

const lists: Record<string, Story> = {
  'a page of contracts': {
    given: ['pagination', { org, transaction, count: 5 }],
    request: { method: 'GET', path: list, query: { offset: '2', limit: '2' }, token },
    reply: { status: 200, body: eachLike(likeContract(), 2) },
    run: async (url) => {
      const page = await client(url).list(org, transaction, { offset: 2, limit: 2 });
      expect(page).toHaveLength(2);
      expect(page[0]).toMatchObject(newContract);
    },
  },
  'the contract of one document': {
    given: ['pagination', { org, transaction, count: 60 }],
    request: { method: 'GET', path: list, query: { documents_contract_id: 'DOC-57' }, token },
    reply: { status: 200, body: [likeContract({ documents_contract_id: 'DOC-57' })] },
    run: async (url) => {
      const found = await client(url).list(org, transaction, { documentsContractId: 'DOC-57' });
      expect(found).toMatchObject([{ documentsContractId: 'DOC-57' }]);
    },
  },
  'contracts where there is none': {
    given: ['empty-org', { org, transaction }],
    request: { method: 'GET', path: list, token },
    reply: { status: 200, body: [] },
    run: async (url) => expect(await client(url).list(org, transaction)).toEqual([]),
  },
  'contracts, but none of them': {
    given: ['default'],
    request: { method: 'GET', path: toList(transaction), query: { limit: '0' }, token },
    ...refusal(400, 'BAD_REQUEST', (url) => client(url).list(org, transaction, { limit: 0 })),
  },
  ...refusalsOf({
    what: 'contracts',
    method: 'GET',
    path: toList,
    make: (options, id) => createSalesClient(options).list(org, id),
    missing: 'COMMERCIAL_TRANSACTION_NOT_FOUND',
    badToken: expired,
  }),
};

// A form that was sent too early: JSON leaves out what is undefined, whatever the type says.
const unfinished = { documentsContractId: 'DOC-1' } as NewContract;

const additions: Record<string, Story> = {
  'to add a contract': {
    given: ['empty-org', { org, transaction }],
    request: { method: 'POST', path: list, token, body: sent },
    reply: { status: 201, body: likeContract(sent) },
    run: async (url) => {
      const added = await client(url).add(org, transaction, newContract);
      expect(added).toMatchObject(newContract);
    },
  },
  'to add a contract without its owner': {
    given: ['default'],
    request: {
      method: 'POST',
      path: toList(transaction),
      token,
      body: { documents_contract_id: 'DOC-1' },
    },
    ...refusal(400, 'BAD_REQUEST', (url) => client(url).add(org, transaction, unfinished)),
  },
  ...refusalsOf({
    what: 'to add a contract',
    method: 'POST',
    path: toList,
    body: sent,
    make: (options, id) => createSalesClient(options).add(org, id, newContract),
    missing: 'COMMERCIAL_TRANSACTION_NOT_FOUND',
    badToken: expired,
  }),
};

describe('the web front end asks Sales v3 for', () => {
  describeConsumer('sales-v3', { ...lists, ...additions });
});

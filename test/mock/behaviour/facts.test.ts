import { describe, expect, it } from 'vitest';
import { findLinkProperty, type ListFacts, tellFact } from '../../../mock/behaviour/_facts.ts';
import { viewSchema } from '../../../spec/schema.ts';
import { findSchema, toSchemas } from '../../spec/_document.ts';

/** The second page of three of a list of 25. */
const middle: ListFacts = {
  ...{ total: 25, count: 10, offset: 10, limit: 10, page: 2, hasMore: true },
  isByCursor: false,
  links: new Map([
    ['self', '/things?page=2'],
    ['first', '/things?page=1'],
    ['prev', '/things?page=1'],
    ['next', '/things?page=3'],
    ['last', '/things?page=3'],
  ]),
  origin: 'http://localhost',
};
const { links } = middle;
const end: ListFacts = {
  ...{ ...middle, count: 5, offset: 20, page: 3, hasMore: false },
  links: new Map([...links].filter(([relation]) => relation !== 'next')),
};

interface Place {
  readonly facts?: ListFacts;
  readonly holder?: string;
  readonly siblings?: readonly string[];
  readonly isRequired?: boolean;
}

async function tell(name: string, schema: string, place: Place = {}) {
  const document = await toSchemas(`Member: ${schema}`);
  const view = viewSchema(document, findSchema(document, 'Member'));
  const { facts = middle, holder = '', siblings = [], isRequired = false } = place;
  return tellFact(facts, view, { name, holder, siblings, isRequired });
}

const integer = '{ type: integer }';
const text = '{ type: string }';
const textOrNull = "{ type: [string, 'null'] }";

describe('numbers', () => {
  it.each([
    ['total', 25],
    ['totalElements', 25],
    ['total_count', 25],
    ['usersCount', 25],
    ['count', 25],
    ['offset', 10],
    ['limit', 10],
    ['per_page', 10],
    ['page', 2],
    ['currentPage', 2],
    ['number', 2],
    ['totalPages', 3],
    ['last_page', 3],
    ['next_page', 3],
    ['numberOfElements', 10],
    ['colour', undefined],
    ['first', undefined],
  ])('%s is %s', async (name, value) => {
    expect(await tell(name, integer, { holder: 'meta' })).toBe(value);
  });

  it('count is of the page where a total stands beside it', async () => {
    expect(await tell('count', integer, { siblings: ['count', 'totalcount'] })).toBe(10);
  });

  it('the next page is none at the end', async () => {
    expect(await tell('nextPage', integer, { facts: end })).toBeUndefined();
    expect(await tell('nextPage', "{ type: [integer, 'null'] }", { facts: end })).toBe(null);
  });

  it('a limit that is none is what there is, on one page', async () => {
    const facts = { ...middle, limit: Number.POSITIVE_INFINITY, count: 25 };
    expect(await tell('limit', integer, { facts })).toBe(25);
    expect(await tell('pages', integer, { facts })).toBe(1);
  });

  it('are told without a type too', async () => {
    expect(await tell('total', '{}')).toBe(25);
    expect(await tell('colour', '{}')).toBeUndefined();
  });
});

describe('flags', () => {
  const flag = '{ type: boolean }';

  it.each<[name: string, middle: boolean | undefined, end: boolean | undefined]>([
    ['has_more', true, false],
    ['hasNextPage', true, false],
    ['next', true, false],
    ['hasPrevious', true, true],
    ['first', false, false],
    ['last', false, true],
    ['open', undefined, undefined],
  ])('%s', async (name, inTheMiddle, atTheEnd) => {
    expect(await tell(name, flag)).toBe(inTheMiddle);
    expect(await tell(name, flag, { facts: end })).toBe(atTheEnd);
  });
});

describe('links', () => {
  it.each([
    ['next', '', '/things?page=3'],
    ['nextUrl', '', '/things?page=3'],
    ['previous', 'links', '/things?page=1'],
    ['first_page_url', 'meta', '/things?page=1'],
    ['last', 'links', '/things?page=3'],
    ['current', 'links', '/things?page=2'],
    ['self', 'links', '/things?page=2'],
    ['last', '', undefined],
    ['colour', 'links', undefined],
  ])('%s in "%s"', async (name, holder, target) => {
    expect(await tell(name, text, { holder })).toBe(target);
  });

  it('are absolute where the format asks for it', async () => {
    expect(await tell('next', '{ type: string, format: uri }')).toBe(
      'http://localhost/things?page=3',
    );
    expect(await tell('next', '{ type: string, format: uri-reference }')).toBe('/things?page=3');
  });

  it('are null, or left out, or empty where they must be there, at the end', async () => {
    expect(await tell('next', textOrNull, { facts: end })).toBe(null);
    expect(await tell('next', text, { facts: end })).toBeUndefined();
    expect(await tell('next', text, { facts: end, isRequired: true })).toBe('');
    const uri = '{ type: string, format: uri }';
    expect(await tell('next', uri, { facts: end, isRequired: true })).toBeUndefined();
  });

  it('may be objects with an href', async () => {
    const document = await toSchemas('Link: { properties: { title: {}, href: { type: string } } }');
    const view = viewSchema(document, findSchema(document, 'Link'));
    const place = { name: 'next', holder: 'links', siblings: [], isRequired: false };
    expect(findLinkProperty(view, place)?.[0]).toBe('href');
    expect(findLinkProperty(view, { ...place, name: 'colour' })).toBeUndefined();
  });

  it('are no objects or lists', async () => {
    expect(await tell('next', '{ type: array }')).toBeUndefined();
  });
});

describe('cursors', () => {
  const facts = { ...middle, isByCursor: true, cursor: 'abc' };

  it('stand where their name says, and in a plain next', async () => {
    expect(await tell('next_cursor', text, { facts })).toBe('abc');
    expect(await tell('nextPageToken', text, { facts })).toBe('abc');
    expect(await tell('next', text, { facts })).toBe('abc');
    expect(await tell('next', text, { facts, holder: 'links' })).toBe('/things?page=3');
    expect(await tell('next', '{ type: string, format: uri }', { facts })).toBe(
      'http://localhost/things?page=3',
    );
  });

  it('are none at the end, and in a list that is paged otherwise', async () => {
    const over = { ...end, isByCursor: true };
    expect(await tell('next_cursor', textOrNull, { facts: over })).toBe(null);
    expect(await tell('next_cursor', text, { facts: over })).toBeUndefined();
    expect(await tell('cursor', text)).toBeUndefined();
  });
});

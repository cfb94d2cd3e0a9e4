import { describe, expect, it } from 'vitest';
import { findNearest, toLabel, toNameKey, toSingular, toWords } from '../../kernel/words.ts';
import { fc } from '../support/properties.ts';

describe('the words of a name', () => {
  it.each([
    ['creationDate', ['creation', 'date']],
    ['creation_date', ['creation', 'date']],
    ['Creation-Date', ['creation', 'date']],
    ['HTTPStatusCode', ['http', 'status', 'code']],
    ['page2Size', ['page2', 'size']],
    ['', []],
    ['_', []],
  ])('of %s are %j', (name, words) => {
    expect(toWords(name)).toEqual(words);
  });

  it('do not depend on the spelling', () => {
    const word = fc.stringMatching(/^[a-z]{2,8}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
        const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
        const camel = words.map((text, index) => (index === 0 ? text : capital(text))).join('');
        for (const name of [camel, words.join('_'), words.join('-'), words.map(capital).join('')]) {
          expect(toWords(name)).toEqual(words);
          expect(toNameKey(name)).toBe(words.join(''));
        }
      }),
    );
  });
});

it.each([
  ['pets', 'pet'],
  ['categories', 'category'],
  ['boxes', 'box'],
  ['branches', 'branch'],
  ['addresses', 'address'],
  ['address', 'address'],
  ['status', 'status'],
  ['analysis', 'analysis'],
  ['sheep', 'sheep'],
  ['Users', 'User'],
])('one of the %s is a %s', (plural, singular) => {
  expect(toSingular(plural)).toBe(singular);
});

it('a label is written in capitals with underscores', () => {
  expect(toLabel('Not Found')).toBe('NOT_FOUND');
  expect(toLabel('petOwner not-found!')).toBe('PET_OWNER_NOT_FOUND');
});

describe('the nearest word', () => {
  const known = ['limit', 'offset', 'sort'];

  it('is found for a slip', () => {
    expect(findNearest('limt', known)).toBe('limit');
    expect(findNearest('ofset', known)).toBe('offset');
    expect(findNearest('tros', ['sort', 'cat'])).toBeUndefined();
  });

  it('is none when nothing is near', () => {
    expect(findNearest('colour', known)).toBeUndefined();
    expect(findNearest('limit', [])).toBeUndefined();
  });

  it('is the word itself when it is there, wherever it stands', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), fc.nat(), (words, pick) => {
        const word = words[pick % words.length] ?? '';
        expect(findNearest(word, words)).toBe(word);
      }),
    );
  });
});

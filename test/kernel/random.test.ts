import { describe, expect, it } from 'vitest';
import { createRandom, hash, Stem, toUuid } from '../../kernel/random.ts';
import { fc } from '../support/properties.ts';

const part = fc.oneof(fc.string(), fc.integer());

describe('hash', () => {
  it('is the same on every machine', () => {
    expect(hash('pets', 7, 'name')).toBe(1065175927);
  });

  it('tells parts apart by where they end', () => {
    expect(hash('ab', 'c')).not.toBe(hash('a', 'bc'));
    expect(hash('a')).not.toBe(hash('a', ''));
  });

  it('is a whole number of 32 bits', () => {
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const value = hash(...parts);
        expect(value).toBe(value >>> 0);
      }),
    );
  });

  it('seldom gives two texts the same number', () => {
    const values = new Set(Array.from({ length: 20_000 }, (_, index) => hash('key', index)));
    expect(values.size).toBeGreaterThan(19_990);
  });
});

describe('a stream of numbers', () => {
  it('is the same for the same seed, and another for another', () => {
    const take = (seed: number) => {
      const random = createRandom(seed);
      return Array.from({ length: 20 }, () => random.next());
    };
    expect(take(1)).toEqual(take(1));
    expect(take(1)).not.toEqual(take(2));
  });

  it('stays from 0 to below 1 and spreads evenly', () => {
    const random = createRandom(42);
    const values = Array.from({ length: 10_000 }, () => random.next());
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
    for (let tenth = 0; tenth < 10; tenth++) {
      const count = values.filter((value) => Math.floor(value * 10) === tenth).length;
      expect(Math.abs(count - 1000)).toBeLessThan(150);
    }
  });

  it('gives whole numbers with both bounds in reach', () => {
    const random = createRandom(7);
    const seen = new Set(Array.from({ length: 300 }, () => random.integer(-2, 2)));
    expect([...seen].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2]);
    expect(random.integer(5, 5)).toBe(5);
  });
});

describe('a UUID of parts', () => {
  it('has the form of version 4 (RFC 9562 §5.4), whatever the parts', () => {
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        expect(toUuid(...parts)).toMatch(
          /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
        );
      }),
    );
  });

  it('is a function of the parts', () => {
    expect(toUuid('1', 'pets', 0)).toBe(toUuid('1', 'pets', 0));
    const many = new Set(Array.from({ length: 20_000 }, (_, index) => toUuid('1', 'pets', index)));
    expect(many.size).toBe(20_000);
  });
});

describe('a stem', () => {
  it('gives the hashes and UUIDs of the parts that were read once', () => {
    fc.assert(
      fc.property(fc.array(part), fc.string(), fc.string(), (parts, start, rest) => {
        const stem = Stem.of(parts, start).end(rest);
        const all = [...parts, start + rest];
        expect(stem.hash('last')).toBe(hash(...all, 'last'));
        expect(stem.uuid('last', 2)).toBe(toUuid(...all, 'last', 2));
        expect(Stem.of(parts).uuid()).toBe(toUuid(...parts));
        expect(stem.end('more').uuid()).toBe(toUuid(...all, 'more'));
        expect(stem.end('more').hash('')).toBe(hash(...all, 'more', ''));
      }),
    );
  });

  it('writes version and variant where RFC 9562 wants them', () => {
    expect(toUuid('pets', 7)).toBe('3b65eb1e-9fec-4073-ba24-d2acfd766808');
    const form = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    for (let index = 0; index < 500; index++) expect(toUuid(index)).toMatch(form);
  });
});

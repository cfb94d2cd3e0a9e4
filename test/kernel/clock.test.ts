import { expect, it } from 'vitest';
import { createFixedClock, systemClock, toDateTime } from '../../kernel/clock.ts';
import { fc } from '../support/properties.ts';

it('a fixed clock tells the instant it was given, as text or in milliseconds', () => {
  expect(createFixedClock('2025-03-01T12:00:00Z').now()).toBe(1_740_830_400_000);
  expect(createFixedClock('2025-03-01T13:00:00+01:00').now()).toBe(1_740_830_400_000);
  expect(createFixedClock(0).now()).toBe(0);
});

it('a fixed clock refuses what is no instant', () => {
  expect(() => createFixedClock('noon')).toThrow(RangeError);
  expect(() => createFixedClock('noon')).toThrow(/noon/);
  expect(() => createFixedClock(Number.NaN)).toThrow(RangeError);
});

it('the clock of the machine goes', () => {
  const before = Date.now();
  const now = systemClock.now();
  expect(now).toBeGreaterThanOrEqual(before);
  expect(now).toBeLessThanOrEqual(Date.now());
});

it('an instant is written in UTC with whole seconds, the rest cut off', () => {
  expect(toDateTime(1_740_830_400_999)).toBe('2025-03-01T12:00:00Z');
  expect(toDateTime(0)).toBe('1970-01-01T00:00:00Z');
});

it('every instant is written as the machine writes it, and what is none is refused', () => {
  const instant = fc.oneof(
    fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }),
    fc.integer({ min: -8.64e15, max: 8.64e15 }),
    fc.integer({ min: -40_000, max: 40_000 }).map((day) => day * 86_400_000),
  );
  fc.assert(
    fc.property(instant, (at) => {
      expect(toDateTime(at)).toBe(`${new Date(at).toISOString().slice(0, 19)}Z`);
    }),
    { numRuns: 2000 },
  );
  for (const none of [Number.NaN, Number.POSITIVE_INFINITY, 9e15]) {
    expect(() => toDateTime(none)).toThrow(RangeError);
  }
});

import { expect, it } from 'vitest';
import { fromHttpDate, toHttpDate, toWholeSeconds } from '../../kernel/http-date.ts';

const instant = Date.parse('1994-11-06T08:49:37Z');

it('is written in the preferred form', () => {
  expect(toHttpDate(instant)).toBe('Sun, 06 Nov 1994 08:49:37 GMT');
});

it.each([
  'Sun, 06 Nov 1994 08:49:37 GMT',
  'Sunday, 06-Nov-94 08:49:37 GMT',
  'Sun Nov  6 08:49:37 1994',
])('is read from %s', (text) => {
  expect(fromHttpDate(text)).toBe(instant);
});

it.each([
  '',
  'yesterday',
  '1994-11-06T08:49:37Z',
  'Sun, 06 Nov 1994 08:49:37 CET',
  'Sun, 99 Nov 1994 08:49:37 GMT',
  '784111777',
])('is nothing in %j', (text) => {
  expect(fromHttpDate(text)).toBeUndefined();
});

it('knows no part of a second', () => {
  expect(toWholeSeconds(instant + 999)).toBe(instant);
});

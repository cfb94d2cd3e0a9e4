import { describe, expect, it } from 'vitest';
import { judge } from './_judge.ts';

const names = `
Subject: { oneOf: [{ $ref: '#/components/schemas/Type' }, { $ref: '#/components/schemas/Id' }] }
Type: { title: a type, type: string, description: one of ours, x-known: [ADMIN] }
Id: { title: an id, type: string, example: ro1 }`;

describe.each(['3.0.3', '3.1.0'])('branches of %s that differ in annotations only', (openapi) => {
  it('are one, since no value could match just one of them', async () => {
    const { isValid, rules } = await judge(names, { openapi });
    expect(isValid('ADMIN')).toBe(true);
    expect(rules(4)).toContain(' type');
  });

  it('rule out everything by the letter', async () => {
    const { rules } = await judge(names, { openapi, reading: 'letter' });
    expect(rules('ADMIN')).toEqual([' oneOf']);
  });
});

it('branches are not the same where one admits null, or has another rule', async () => {
  const nullable = 'Subject: { oneOf: [{ type: string }, { type: string, nullable: true }] }';
  const { isValid, rules } = await judge(nullable, { openapi: '3.0.3' });
  expect(isValid(null)).toBe(true);
  expect(rules('a')).toEqual([' oneOf']);
  const bounded = await judge('Subject: { oneOf: [{ type: string }, { minLength: 1 }] }');
  expect(bounded.rules('a')).toEqual([' oneOf']);
});

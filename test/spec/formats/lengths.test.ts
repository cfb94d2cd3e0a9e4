import { describe, expect, it } from 'vitest';
import { generateOf } from '../../fixtures/generation/_setup.ts';
import { judge } from '../validation/_judge.ts';

describe('a format that no text of the allowed lengths has', () => {
  const schema = { type: 'string', format: 'uuid', minLength: 24, maxLength: 24 };
  const written = `Subject: ${JSON.stringify(schema)}`;

  it('says nothing, unless by the letter', async () => {
    const { isValid, rules } = await judge(written);
    expect(isValid('536e564f316c83104c000020')).toBe(true);
    expect(rules('536e564f316c8310')).toEqual([' minLength']);
    const byLetter = await judge(written, { reading: 'letter' });
    expect(byLetter.rules('536e564f316c83104c000020')).toEqual([' format']);
  });

  it('is not asked of what is made', async () => {
    expect(await generateOf(schema)).toMatch(/^.{24}$/);
    expect(await generateOf(schema, { reading: 'letter' })).toBeUndefined();
    expect(await generateOf({ type: 'string', format: 'date-time', minLength: 12 })).toMatch(/T/);
    expect(await generateOf({ type: 'string', format: 'date', minLength: 12 })).toMatch(/.{12}/);
  });
});

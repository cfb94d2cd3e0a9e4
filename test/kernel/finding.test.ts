import { describe, expect, it } from 'vitest';
import { type Finding, toFieldValue } from '../../kernel/finding.ts';
import { fc } from '../support/properties.ts';

function toFinding(message: string): Finding {
  return {
    part: 'body',
    instanceLocation: '/name',
    keywordLocation: 'pets.yaml#/components/schemas/Pet/properties/name/minLength',
    rule: 'minLength',
    value: JSON.stringify(message),
    message,
  };
}

describe('findings as a field value', () => {
  it('are one JSON array', () => {
    const findings = [toFinding('The first.'), toFinding('The second.')];
    expect(JSON.parse(toFieldValue(findings))).toEqual(findings);
    expect(toFieldValue([])).toBe('[]');
  });

  it('count those that do not fit', () => {
    const findings = Array.from({ length: 100 }, (_, index) => toFinding(`Number ${index}.`));
    const shown: Finding[] = JSON.parse(toFieldValue(findings));
    const last = shown.pop();
    expect(shown.length).toBeGreaterThan(3);
    expect(shown).toEqual(findings.slice(0, shown.length));
    expect(last).toMatchObject({
      rule: 'more',
      message: `${100 - shown.length} more findings did not fit in this field.`,
    });
  });

  it('count a single one that is too long by itself', () => {
    const [only, ...others]: Finding[] = JSON.parse(toFieldValue([toFinding('x'.repeat(5000))]));
    expect(only?.message).toBe('1 more finding did not fit in this field.');
    expect(others).toEqual([]);
  });

  it('carry letters of every script, escaped', () => {
    const findings = [toFinding('naïve 日本 😀 \u007f')];
    const text = toFieldValue(findings);
    expect(text).toContain('na\\u00efve');
    expect(JSON.parse(text)).toEqual(findings);
  });

  it('are always whole, in ASCII that a field may carry, and at most 4096 characters', () => {
    const unit = fc.constantFrom('a', '"', '\\', '\n', '\u007f', 'é', '😀', '\ud800');
    const message = fc.tuple(unit, fc.nat(900)).map(([text, count]) => text.repeat(count));
    fc.assert(
      fc.property(fc.array(message, { maxLength: 40, size: 'max' }), (messages) => {
        const text = toFieldValue(messages.map(toFinding));
        expect(text.length).toBeLessThanOrEqual(4096);
        expect(text).toMatch(/^[\x20-\x7e]*$/);
        const shown: Finding[] = JSON.parse(text);
        const isCut = shown.at(-1)?.rule === 'more';
        const kept = isCut ? shown.slice(0, -1) : shown;
        expect(kept).toEqual(messages.slice(0, kept.length).map(toFinding));
        expect(isCut).toBe(kept.length < messages.length);
      }),
      { numRuns: 50 },
    );
  });
});

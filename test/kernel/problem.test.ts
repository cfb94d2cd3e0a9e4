import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { isProblem, Problem, type ProblemCode, problemCatalogue } from '../../kernel/problem.ts';

const folder = fileURLToPath(new URL('../../mock/', import.meta.url));
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(folder + name, 'utf8'));

describe('the catalogue of problems', () => {
  it('has sources to be looked for in', () => {
    expect(sources.length).toBeGreaterThan(30);
  });

  it.each(Object.entries(problemCatalogue))('%s (%i) is made somewhere', (code, status) => {
    expect(sources.some((text) => text.includes(`'${code}'`))).toBe(true);
    expect(status).toBeGreaterThanOrEqual(400);
  });

  it('is closed: nothing in the corridor makes another', () => {
    const made = sources.flatMap((text) => [...text.matchAll(/new Problem\(\s*'([^']+)'/g)]);
    expect(made.length).toBeGreaterThan(5);
    for (const [, code = ''] of made) expect(problemCatalogue).toHaveProperty([code]);
  });
});

describe('a problem', () => {
  it('has the status of its code, and empty lists where nothing was said', () => {
    const problem = new Problem('item-exists', 'The pet 7 exists already.');
    expect(problem).toMatchObject({ status: 409, findings: [], fields: [], label: undefined });
  });

  it('keeps what it was told', () => {
    const finding = { part: 'body', instanceLocation: '/id', keywordLocation: '' } as const;
    const findings = [{ ...finding, rule: 'unique', message: 'The id is taken.' }];
    const fields = [['Retry-After', '1']] as const;
    const problem = new Problem('item-exists', 'Taken.', { findings, fields, label: 'TAKEN' });
    expect(problem).toMatchObject({ findings, fields, label: 'TAKEN', detail: 'Taken.' });
  });

  it('is told from a value that only looks like one', () => {
    const code: ProblemCode = 'path-unknown';
    expect(isProblem(new Problem(code, ''))).toBe(true);
    expect(isProblem({ code, status: 404, detail: '' })).toBe(false);
    expect(isProblem(undefined)).toBe(false);
  });
});

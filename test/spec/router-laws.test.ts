import { describe, expect, it } from 'vitest';
import { compileRouter } from '../../spec/router.ts';
import { fc } from '../support/properties.ts';

function route(...templates: string[]) {
  return compileRouter(templates.map((template) => ({ method: 'get', template, value: template })));
}

describe('laws of a router', () => {
  const literal = fc.constantFrom('a', 'b', 'users', 'v1', 'x.json');
  const mixed = fc.constantFrom('{}.json', 'v{}', '{}:{}', 'a{}b');
  const segment = fc.oneof(literal, mixed, fc.constant('{}'));
  const canonical = fc
    .array(segment, { minLength: 1, maxLength: 4 })
    .map((segments) => `/${segments.join('/')}`);
  const value = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 });

  const name = (template: string) => {
    let count = 0;
    return template.replaceAll('{}', () => `{p${count++}}`);
  };
  const encode = (text: string) =>
    encodeURIComponent(text.toWellFormed()).replace(/[.vab]/g, (char) =>
      char === '.' ? '%2E' : `%${char.charCodeAt(0).toString(16)}`,
    );
  const fill = (template: string, values: readonly string[]) => {
    let count = 0;
    return template.replaceAll('{}', () => encode(values[count++] ?? 'z'));
  };
  const count = (template: string) => template.split('{}').length - 1;

  it('a path built from a template gives back the values', () => {
    fc.assert(
      fc.property(canonical, fc.array(value, { minLength: 8, maxLength: 8 }), (template, all) => {
        const values = all.slice(0, count(template));
        const match = route(name(template)).find(fill(template, values));
        expect(match?.template).toBe(name(template));
        expect(match?.values.map(decodeURIComponent)).toEqual(
          values.map((text) => text.toWellFormed()),
        );
      }),
    );
  });

  it('among others it finds that template or a more concrete one', () => {
    const rank = (template: string) =>
      template
        .split('/')
        .map((part) => (part === '{}' ? 2 : part.includes('{}') ? 1 : 0))
        .join('');
    fc.assert(
      fc.property(
        fc.uniqueArray(canonical, { minLength: 1, maxLength: 12 }),
        fc.array(value, { minLength: 8, maxLength: 8 }),
        ([template = '/', ...others], values) => {
          const match = route(name(template), ...others.map(name)).find(fill(template, values));
          const found = (match?.template ?? '').replaceAll(/\{[^}]*\}/g, '{}');
          expect(rank(found) <= rank(template), `${found} for ${template}`).toBe(true);
        },
      ),
    );
  });

  it('the order of registration is irrelevant', () => {
    fc.assert(
      fc.property(
        fc
          .uniqueArray(canonical, { minLength: 2, maxLength: 12 })
          .chain((templates) =>
            fc.tuple(
              fc.constant(templates),
              fc.shuffledSubarray(templates, { minLength: templates.length }),
              fc.array(value, { minLength: 8, maxLength: 8 }),
            ),
          ),
        ([templates, shuffled, values]) => {
          const [one, two] = [route(...templates.map(name)), route(...shuffled.map(name))];
          for (const template of templates) {
            const path = fill(template, values);
            expect(two.find(path)).toEqual(one.find(path));
            expect(two.nearest(`${path}/nowhere`)).toEqual(one.nearest(`${path}/nowhere`));
          }
          expect(new Set(two.conflicts().map((each) => JSON.stringify(each)))).toEqual(
            new Set(one.conflicts().map((each) => JSON.stringify(each))),
          );
        },
      ),
    );
  });
});

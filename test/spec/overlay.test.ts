import { describe, expect, it } from 'vitest';
import type { Json } from '../../kernel/json.ts';
import { DocumentError } from '../../spec/fault.ts';
import { applyOverlay } from '../../spec/overlay.ts';
import { parseSource } from '../../spec/source.ts';

function apply(root: Json, yaml: string): Json {
  return applyOverlay(root, parseSource('file:///o.yaml', 'o.yaml', yaml));
}

const actions = (...lines: string[]) =>
  `overlay: 1.0.0\nactions:\n${lines.map((line) => `  - ${line}`).join('\n')}`;

/** What an overlay is refused with, as `line:column message`. */
function refuse(yaml: string): string {
  try {
    apply({ info: { title: 'T' } }, yaml);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    const [fault] = error.faults;
    expect(fault?.position.file).toBe('o.yaml');
    return `${fault?.position.line}:${fault?.position.column} ${fault?.message}`;
  }
  throw new Error('it was applied');
}

describe('an update', () => {
  it('merges objects, appends to arrays, and replaces everything else', () => {
    const root = { info: { title: 'T', x: { a: 1 } }, tags: [1], list: [{ n: 1 }] };
    const yaml = actions(
      '{ target: $.info, update: { title: U, x: { b: 2 }, y: [1] } }',
      '{ target: $, update: { tags: [2, 3] } }',
      '{ target: $.list, update: { n: 2 } }',
    );
    expect(apply(root, yaml)).toEqual({
      info: { title: 'U', x: { a: 1, b: 2 }, y: [1] },
      tags: [1, 2, 3],
      list: [{ n: 1 }, { n: 2 }],
    });
  });

  it('reaches everything that its target selects, one action after the other', () => {
    const root = { paths: { '/a': { get: { x: 1 } }, '/b': { get: {}, post: {} } } };
    const yaml = actions(
      '{ target: "$.paths[*].get", update: { tags: [t] } }',
      `{ target: "$.paths['/b'].get.tags", update: u }`,
    );
    expect(apply(root, yaml)).toEqual({
      paths: {
        '/a': { get: { x: 1, tags: ['t'] } },
        '/b': { get: { tags: ['t', 'u'] }, post: {} },
      },
    });
  });

  it('leaves the document it was given as it is', () => {
    const root = { info: { title: 'T' } };
    const result = apply(root, actions('{ target: $.info, update: { title: U } }'));
    expect(root).toEqual({ info: { title: 'T' } });
    expect(result).toEqual({ info: { title: 'U' } });
  });

  it('of a name that means something to JavaScript is a name', () => {
    const result = apply({ a: {} }, actions('{ target: $.a, update: { __proto__: { b: 1 } } }'));
    expect(
      Object.keys(result && typeof result === 'object' && 'a' in result ? Object(result.a) : {}),
    ).toEqual(['__proto__']);
    expect(Object.hasOwn(Object.prototype, 'b')).toBe(false);
  });

  it('that is missing changes nothing', () => {
    expect(apply({ a: 1 }, actions('{ target: $ }'))).toEqual({ a: 1 });
    expect(apply({ a: 1 }, 'overlay: 1.0.0')).toEqual({ a: 1 });
  });
});

it('a removal takes what its target selects, members and items', () => {
  const root = {
    paths: { '/a': { get: {}, put: {} }, '/b': { get: {} } },
    tags: [{ n: 1 }, { n: 2 }],
  };
  const yaml = actions(
    '{ target: "$.paths[*].get", remove: true }',
    '{ target: "$.tags[?@.n == 1]", remove: true }',
  );
  expect(apply(root, yaml)).toEqual({ paths: { '/a': { put: {} }, '/b': {} }, tags: [{ n: 2 }] });
});

describe('an overlay is refused', () => {
  it.each([
    ['actions: []', '1:1 Not an overlay: the field "overlay" is missing.'],
    [actions('{ update: {} }'), '3:5 An action without a target.'],
    [actions('{ target: $.paths, update: {} }'), '3:7 Nothing is at $.paths.'],
    [actions('{ target: $.info.title, update: U }'), '3:7 A single value is at $.info.title.'],
    [actions('{ target: $.info, update: {} }', '{ target: $.x }'), '4:7 Nothing is at $.x.'],
  ])('%j', (yaml, text) => {
    expect(refuse(yaml)).toBe(text);
  });

  it('when its target is no JSONPath', () => {
    expect(refuse(actions('{ target: info, update: {} }'))).toMatch(/^3:7 Not a JSONPath: /);
  });
});

import { getOwn, isJsonArray, isJsonObject, type Json, toArray } from '../../kernel/json.ts';
import { appendToken } from '../../kernel/pointer.ts';
import type { Located } from '../document.ts';
import { readPattern } from '../pattern/pattern.ts';
import type { Bench } from './_bench.ts';
import { mostViolations, placeWithin, type Validate, type Violation } from './_violation.ts';

/**
 * Keywords that look at each member of a value that a client sends. Ajv goes through all of them
 * and copies what it found before at each: a body of many wrong members would stop the server.
 */
export const memberKeywords: ReadonlySet<string> = new Set([
  ...['items', 'additionalProperties', 'patternProperties', 'propertyNames'],
]);

/** The judge of such a keyword. It stops when enough was found to refuse the value. */
export function judgeMembers(at: Located, keyword: string, bench: Bench): Validate {
  if (keyword === 'items') return judgeItems(at, bench);
  return keyword === 'propertyNames' ? judgeNames(at, bench) : judgeOthers(at, keyword, bench);
}

const none: readonly Violation[] = [];

function judgeItems(at: Located, { document, part }: Bench): Validate {
  const place = document.child(at, 'items');
  if (!place) return () => none;
  const validate = part(place);
  const start = document.isLegacyDialect ? 0 : toArray(getOwn(at.node, 'prefixItems')).length;
  return (value) => {
    if (!isJsonArray(value)) return none;
    let found = none;
    for (let index = start; index < value.length && found.length < mostViolations; index++) {
      const violations = validate(value[index] ?? null);
      if (violations.length > 0) found = add(found, `/${index}`, violations);
    }
    return found;
  };
}

function judgeNames(at: Located, { document, below }: Bench): Validate {
  const place = document.child(at, 'propertyNames');
  if (!place) return () => none;
  const validate = below(place);
  // A name is no part of the value with a place of its own.
  return (value) => eachMember(value, (_, name) => validate(name), toWhole);
}

/** Members that are not declared by name, or those whose names match a pattern. */
function judgeOthers(at: Located, keyword: string, { document, below, part }: Bench): Validate {
  const holder = document.child(at, keyword);
  const list = document.child(at, 'patternProperties');
  const patterns = (list ? document.children(list) : []).map((member) => {
    return { test: readPattern(member.name).test, validate: below(member.at) };
  });
  if (keyword === 'patternProperties') {
    return (value) =>
      eachMember(value, (member, name) =>
        patterns.flatMap(({ test, validate }) => (test(name) ? validate(member) : none)),
      );
  }
  const validate = holder && part(holder);
  const declared = getOwn(at.node, 'properties');
  const isOther = (name: string) =>
    getOwn(declared, name) === undefined && !patterns.some(({ test }) => test(name));
  return (value) =>
    eachMember(value, (member, name) => (validate && isOther(name) ? validate(member) : none));
}

function eachMember(
  value: Json,
  validate: (member: Json, name: string) => readonly Violation[],
  toPath: (name: string) => string = toMember,
): readonly Violation[] {
  if (!isJsonObject(value)) return none;
  let found = none;
  for (const name of Object.keys(value)) {
    const violations = validate(value[name] ?? null, name);
    if (violations.length > 0) found = add(found, toPath(name), violations);
    if (found.length >= mostViolations) return found;
  }
  return found;
}

const toMember = (name: string) => appendToken('', name);
const toWhole = () => '';

function add(found: readonly Violation[], path: string, more: readonly Violation[]) {
  return [...found, ...placeWithin(path, more)];
}

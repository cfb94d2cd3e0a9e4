import { getOwn, isJsonArray } from '../../kernel/json.ts';
import { appendToken } from '../../kernel/pointer.ts';
import type { Located } from '../document.ts';
import type { Bench } from './_bench.ts';
import { compileUnevaluated } from './_evaluated.ts';
import {
  mostViolations,
  placeWithin,
  toViolation,
  type Validate,
  type Violation,
} from './_violation.ts';

/**
 * The judge of `unevaluatedProperties` or `unevaluatedItems`. Ajv's own take every item for
 * evaluated where `contains` stands, lose an `items` that holds in a branch only, and overlook an
 * `if` without `then` or `else`.
 */
export function judgeRemainder(at: Located, keyword: string, bench: Bench): Validate {
  const find = compileUnevaluated(at, bench);
  const rest = bench.document.child(at, keyword);
  const validate = rest && rest.node !== false ? bench.below(rest) : undefined;
  if (keyword === 'unevaluatedProperties') {
    return (value) =>
      collect(find(value).names, (name) => {
        if (validate) {
          return placeWithin(appendToken('', name), validate(getOwn(value, name) ?? null));
        }
        const message = `has the undeclared property "${name}"`;
        return [toViolation(at, keyword, { value, message })];
      });
  }
  return (value) =>
    collect(find(value).indices, (index) => {
      const item = isJsonArray(value) ? value[index] : undefined;
      if (validate) return placeWithin(`/${index}`, validate(item ?? null));
      const message = `has an undeclared item at ${index}`;
      return [toViolation(at, keyword, { value, message })];
    });
}

/** As many as tell enough. */
function collect<Member>(
  members: readonly Member[],
  judge: (member: Member) => readonly Violation[],
): readonly Violation[] {
  const found: Violation[] = [];
  for (const member of members) {
    if (found.length >= mostViolations) break;
    found.push(...judge(member));
  }
  return found;
}

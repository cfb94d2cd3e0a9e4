import type { Ajv2020 } from 'ajv/dist/2020.js';
import type { DataValidateFunction } from 'ajv/dist/types/index.js';
import { getOwn, type Json, toText } from '../../kernel/json.ts';
import type { Located } from '../document.ts';
import type { Bench } from './_bench.ts';
import { judgeChoice } from './_judge-choice.ts';
import { judgeContains } from './_judge-contains.ts';
import { judgeMembers, memberKeywords } from './_judge-members.ts';
import { judgeRemainder } from './_judge-remainder.ts';
import type { JudgeParams, Validate, Violation } from './_violation.ts';

/**
 * Judges of keywords that ajv does not do as they should be done: `unevaluatedProperties` and
 * `unevaluatedItems`, `oneOf` and `anyOf` with a discriminator, whatever looks at each member, and
 * references to what contains itself.
 */
export function createJudge(at: Located, keyword: string, bench: Bench): Validate {
  if (memberKeywords.has(keyword)) return judgeMembers(at, keyword, bench);
  if (keyword === 'contains') return judgeContains(at, bench);
  if (keyword === '$ref') return judgeTarget(at, bench);
  return keyword.startsWith('unevaluated')
    ? judgeRemainder(at, keyword, bench)
    : judgeChoice(at, keyword, bench);
}

/**
 * A schema that contains itself may ask for the same part by several ways, each of which asks for
 * its parts by several: of filters in filters, sixty deep, nobody would live to see the end.
 */
function judgeTarget(at: Located, { document, again }: Bench): Validate {
  const target = document.resolve(toText(getOwn(at.node, '$ref')) ?? '', at);
  return target ? again(target) : () => [];
}

/**
 * Makes `judges: [name, …]` a keyword of lowered schemas. They hold names, since ajv copies and
 * searches what schemas hold. Ajv's own keywords go, and so does what it keeps track of for them.
 */
export function addJudges(ajv: Ajv2020, find: (name: string) => Validate): void {
  ajv.opts.unevaluated = false;
  ajv.removeKeyword('unevaluatedProperties').removeKeyword('unevaluatedItems');
  ajv.addKeyword({
    keyword: 'judges',
    schemaType: 'array',
    errors: 'full',
    compile: (names: readonly string[]) => toFunction(names, find),
  });
}

function toFunction(names: readonly string[], find: (name: string) => Validate) {
  const validate: DataValidateFunction = (value: Json) => {
    let violations: readonly Violation[] = [];
    for (const name of names) {
      const found = find(name)(value);
      if (found.length > 0) violations = [...violations, ...found];
    }
    if (violations.length === 0) return true;
    const params: JudgeParams = { violations };
    validate.errors = [{ keyword: 'judges', params }];
    return false;
  };
  return validate;
}

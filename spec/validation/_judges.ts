import type { Ajv2020 } from 'ajv/dist/2020.js';
import type { DataValidateFunction } from 'ajv/dist/types/index.js';
import type { Json } from '../../kernel/json.ts';
import type { Located } from '../document.ts';
import type { Bench } from './_bench.ts';
import { judgeChoice } from './_judge-choice.ts';
import { judgePart } from './_judge-part.ts';
import { judgeRemainder } from './_judge-remainder.ts';
import type { JudgeParams, Validate, Violation } from './_violation.ts';

/**
 * Judges of keywords that ajv does not do as they should be done: `unevaluatedProperties` and
 * `unevaluatedItems`, `oneOf` and `anyOf` with a discriminator, and the `items` of replies.
 */
export function createJudge(at: Located, keyword: string, bench: Bench): Validate {
  if (keyword === 'items') return judgePart(at, bench);
  return keyword.startsWith('unevaluated')
    ? judgeRemainder(at, keyword, bench)
    : judgeChoice(at, keyword, bench);
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

import { isJsonArray, type Json } from '../../kernel/json.ts';
import type { Located } from '../document.ts';
import type { Validate, Violation } from '../validation/validators.ts';
import type { BodyPlan } from './body-plan.ts';

/** Gives out the validator of a schema. */
export interface Judge {
  for(at: Located): Validate;
}

/** The violations of a body's value. A sequence is judged item by item. */
export function judgeBody(judge: Judge, plan: BodyPlan, value: Json): readonly Violation[] {
  const { schema, item } = plan;
  const whole = schema ? judge.for(schema)(value) : [];
  if (!item || typeof value === 'string') return whole;
  const validate = judge.for(item);
  const items = isJsonArray(value) ? value : [value];
  const found = items.flatMap((one, index) =>
    validate(one).map((violation) => ({
      ...violation,
      instanceLocation: `/${index}${violation.instanceLocation}`,
    })),
  );
  return [...whole, ...found];
}

/**
 * The same for a body on its way out: in another media type than JSON a string is the body as it is
 * written, and judged only when strings are values of the schema.
 */
export function judgeReply(judge: Judge, plan: BodyPlan, value: Json): readonly Violation[] {
  const isWritten = plan.kind !== 'json' && typeof value === 'string' && !plan.takesText;
  return isWritten ? [] : judgeBody(judge, plan, value);
}

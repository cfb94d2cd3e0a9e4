import { isJsonArray, type Json } from '../../kernel/json.ts';
import type { Located } from '../document.ts';
import type { Validate, Violation } from '../validation/validators.ts';
import type { BodyPlan } from './body-plan.ts';

/** Gives out the validator of a schema. */
export interface Judge {
  for(at: Located): Validate;
}

/**
 * The violations of a body. A string in another media type than JSON is the body as it is written: it
 * is judged only when strings are values of the schema. A sequence is judged item by item.
 */
export function judgeBody(judge: Judge, plan: BodyPlan, value: Json): readonly Violation[] {
  const { kind, schema, item, takesText } = plan;
  if (kind !== 'json' && typeof value === 'string' && !takesText) return [];
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

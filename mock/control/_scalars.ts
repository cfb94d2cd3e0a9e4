import type { Scalar } from '../../fixtures/scenario-model.ts';
import type { Json } from '../../kernel/json.ts';

/** The members that a scenario takes as parameters: texts, numbers and booleans. */
export function toScalars(values: Readonly<Record<string, Json>>): Record<string, Scalar> {
  const scalars: Record<string, Scalar> = {};
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      scalars[name] = value;
    }
  }
  return scalars;
}

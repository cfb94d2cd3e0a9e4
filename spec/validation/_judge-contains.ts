import { getOwn, isJsonArray, type Json } from '../../kernel/json.ts';
import type { Located } from '../document.ts';
import type { Bench } from './_bench.ts';
import { toViolation, type Validate } from './_violation.ts';

/**
 * The judge of `contains` with `minContains` and `maxContains`. Ajv writes down what is wrong with
 * each item that is not meant, and copies all of it at each.
 */
export function judgeContains(at: Located, { document, below }: Bench): Validate {
  const place = document.child(at, 'contains');
  if (!place) return () => [];
  const validate = below(place);
  const least = toCount(getOwn(at.node, 'minContains')) ?? 1;
  const most = toCount(getOwn(at.node, 'maxContains'));
  const bounds = most === undefined ? `at least ${least}` : `at least ${least} and at most ${most}`;
  return (value) => {
    if (!isJsonArray(value)) return [];
    let count = 0;
    for (const item of value) {
      if (validate(item).length === 0) count++;
      if (most === undefined ? count >= least : count > most) break;
    }
    if (count >= least && count <= (most ?? count)) return [];
    const message = `must contain ${bounds} of the items that are meant`;
    return [toViolation(at, 'contains', { value, message })];
  };
}

function toCount(value: Json | undefined): number | undefined {
  return typeof value === 'number' && value >= 0 ? value : undefined;
}

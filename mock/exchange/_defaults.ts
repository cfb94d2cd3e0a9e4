import { getOwn, type Json } from '../../kernel/json.ts';
import type { Parameter } from '../../spec/model.ts';
import type { ParameterValues } from '../../spec/parameters/decode.ts';
import { viewSchema } from '../../spec/schema.ts';
import type { CompiledOperation } from './model.ts';

interface Default {
  readonly parameter: Parameter;
  readonly value: Json;
}

const known = new WeakMap<CompiledOperation, readonly Default[]>();

/**
 * The values with the documented defaults of parameters that did not come. A default that its own
 * schema refuses is none. Filters and cursors have none either: what was just added is listed, and a
 * list begins at its beginning.
 */
export function withDefaults(
  compiled: CompiledOperation,
  values: ParameterValues,
): ParameterValues {
  const defaults = known.get(compiled) ?? readDefaults(compiled);
  known.set(compiled, defaults);
  const missing = defaults.filter(
    ({ parameter }) => values[parameter.in][parameter.name] === undefined,
  );
  if (missing.length === 0) return values;
  const filled = { ...values };
  for (const { parameter, value } of missing) {
    const own = Object.assign(Object.create(null), filled[parameter.in]);
    filled[parameter.in] = Object.assign(own, { [parameter.name]: value });
  }
  return filled;
}

function readDefaults({ api, operation, binding, checks }: CompiledOperation): Default[] {
  const { filters = [], cursor } = binding.list?.() ?? {};
  const kept = new Set([...filters.map(({ parameter }) => parameter), cursor]);
  return operation.parameters.flatMap((parameter) => {
    const { sources } = viewSchema(api.document, parameter.schema ?? []);
    const isKept = parameter.in === 'query' && kept.has(parameter.name);
    const found = sources.map(({ node }) => getOwn(node, 'default'));
    const value = found.find((one) => one !== undefined && one !== null);
    if (value === undefined || value === null || isKept) return [];
    const check = checks.find((one) => one.parameter === parameter);
    return check && check.validate(value).length === 0 ? [{ parameter, value }] : [];
  });
}

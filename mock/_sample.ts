import { getOwn, type Json } from '../kernel/json.ts';
import type { Parameter } from '../spec/model.ts';
import type { CompiledOperation } from './exchange/model.ts';

/** A value that a parameter accepts: its example, else a generated one. */
export function toDefaultSample(
  { api, operation }: CompiledOperation,
  parameter: Parameter,
): Json | undefined {
  const example = getOwn(parameter.at.node, 'example');
  if (example !== undefined || !parameter.schema) return example;
  const identity = `${operation.id} ${parameter.name}`;
  const options = { seed: '1', identity, direction: 'request', useExamples: true } as const;
  return api.generator.generate(parameter.schema, options);
}

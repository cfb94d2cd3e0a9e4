import type { Json } from '../kernel/json.ts';
import { readExamples } from '../spec/examples.ts';
import type { Parameter } from '../spec/model.ts';
import type { CompiledOperation } from './exchange/model.ts';

/** A value that a parameter accepts: its example, else a generated one. */
export function toDefaultSample(
  { api, operation }: CompiledOperation,
  parameter: Parameter,
): Json | undefined {
  const { name, at, mediaType } = parameter;
  const example = readExamples(api.document, at, mediaType)[0]?.value;
  if (example !== undefined || !parameter.schema) return example;
  const identity = `${operation.id} ${name}`;
  const options = { seed: '1', identity, direction: 'request', useExamples: true } as const;
  return api.generator.generate(parameter.schema, options);
}

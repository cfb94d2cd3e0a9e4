import { findResponse } from '../../spec/responses.ts';
import type { CompiledOperation, Reply } from './model.ts';

/** The reply with every header field its response requires; what a behaviour set is kept. */
export function completeFields(compiled: CompiledOperation | undefined, reply: Reply): Reply {
  const response = compiled && findResponse(compiled.operation, reply.status);
  if (!response || response.headers.length === 0) return reply;
  const fields = [...reply.fields];
  for (const { name, required, schema } of response.headers) {
    const isThere = fields.some(([known]) => known.toLowerCase() === name.toLowerCase());
    if (!required || isThere || !schema) continue;
    const identity = `${compiled.operation.id} ${name}`;
    const options = { seed: '', identity, direction: 'response', useExamples: true } as const;
    const value = compiled.api.generator.generate(schema, options);
    if (value !== undefined && value !== null) {
      fields.push([name, typeof value === 'object' ? JSON.stringify(value) : String(value)]);
    }
  }
  return { ...reply, fields };
}

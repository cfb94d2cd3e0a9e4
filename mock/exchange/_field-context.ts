import type { ErrorContext } from './error-reply.ts';
import type { CompiledOperation, Reply } from './model.ts';

/** What the value of a field is made from. */
export interface FieldContext extends ErrorContext {
  readonly compiled: CompiledOperation;
  readonly reply: Reply;
}

/** Fields that belong to the connection, to the body as it is written, or to CORS. */
const foreign =
  /^(content-(type|length|encoding)|transfer-encoding|connection|keep-alive|date|trailer|te|upgrade|host|access-control-.*)$/i;

/** True for a field that no document can decide. */
export function isForeign(name: string): boolean {
  return foreign.test(name);
}

import { Problem } from '../../kernel/problem.ts';
import { findContradiction } from '../../spec/contradiction.ts';
import { toLocation } from '../../spec/document.ts';
import type { Content } from '../../spec/model.ts';
import type { Call } from '../exchange/model.ts';

/** What is answered in place of a reply whose schema no value was found for. */
export function toImpossible({ compiled }: Call, status: number, content: Content): Problem {
  const { operation, api } = compiled;
  const { schema = content.at, mediaType } = content;
  const reason = findContradiction(api.document, schema);
  const keywordLocation = toLocation(schema);
  const what = `the ${status} reply of ${operation.id} in ${mediaType}`;
  const message = reason
    ? `Nothing can satisfy the schema of ${what}: ${reason}.`
    : `No value was found that satisfies the schema of ${what} (${keywordLocation}).`;
  const place = { part: 'body', instanceLocation: '', keywordLocation } as const;
  const findings = [{ ...place, rule: 'unsatisfiable', message }];
  const mend = 'Mend the schema, or give the reply an example that it admits.';
  return new Problem('reply-impossible', `${message} ${mend}`, { findings });
}

import type { JsonObject } from '../../kernel/json.ts';
import type { Operation } from '../../spec/model.ts';
import { type Recorded, redacted } from './_recorded.ts';

/** A field of a request as a pact has it. */
export interface RequestField {
  /** As the standards write it. */
  readonly name: string;
  readonly value: string;
  /** For a value that is an example only. */
  readonly matcher?: JsonObject;
}

/**
 * The fields that belong to a request: content negotiation, what the operation declares, and
 * credentials, of which the journal tells only that they were there.
 */
export function toRequestFields({ operation, fields, body }: Recorded): RequestField[] {
  const names = [
    ...(fields.accept === '*/*' ? [] : ['Accept']),
    'Authorization',
    ...(body === '' ? [] : ['Content-Type']),
    ...operation.parameters.filter((one) => one.in === 'header').map(({ name }) => name),
    ...getKeyNames(operation),
  ];
  return [...new Set(names)].sort().flatMap((name) => {
    const value = fields[name.toLowerCase()];
    if (value === undefined) return [];
    return value === redacted ? [toExample(name, operation)] : [{ name, value }];
  });
}

function getKeyNames({ security }: Operation): string[] {
  const keys = security
    .flat()
    .filter((clause) => clause.type === 'apiKey' && clause.in === 'header');
  return keys.map(({ parameterName }) => parameterName);
}

/** Stands for a secret: some credentials of the form that is asked for. */
function toExample(name: string, { security }: Operation): RequestField {
  if (name !== 'Authorization') return toField(name, 'any', '^.+$');
  const isBasic = security.flat().some(({ type, scheme }) => type === 'http' && scheme === 'basic');
  return isBasic
    ? toField(name, `Basic ${Buffer.from('any:any').toString('base64')}`, '^Basic .+$')
    : toField(name, 'Bearer any', '^Bearer .+$');
}

function toField(name: string, value: string, regex: string): RequestField {
  return { name, value, matcher: { match: 'regex', regex } };
}

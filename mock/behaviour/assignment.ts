import { toDateTime } from '../../kernel/clock.ts';
import type { Json } from '../../kernel/json.ts';
import { toWords } from '../../kernel/words.ts';
import type { Located, OpenApiDocument } from '../../spec/document.ts';
import type { Resource } from '../../spec/resource.ts';
import { type SchemaView, viewSchema } from '../../spec/schema.ts';
import type { Actor, Assignment } from '../exchange/model.ts';

/**
 * The server-assigned properties of a resource: those the overlay names (`x-mock.assign`), and
 * every readOnly one (OpenAPI 3.1 §4.8.24.2).
 */
export function compileAssignments(resource: Resource): Assignment[] {
  const { document, schema, identity } = resource;
  if (!schema) return [];
  const assignments: Assignment[] = [];
  for (const [property, places] of viewSchema(document, schema).properties) {
    const view = viewSchema(document, places);
    const isIdentity = property === identity.property;
    const verdict =
      readOverlay(view, isIdentity) ??
      (view.readOnly ? infer(property, view, isIdentity) : undefined);
    if (verdict) assignments.push({ property, ...verdict, schema: places });
  }
  return assignments;
}

type Verdict = Pick<Assignment, 'source' | 'on'>;

function readOverlay(view: SchemaView, isIdentity: boolean): Verdict | undefined {
  const { assign, on } = view.extension;
  const when = on === 'write' ? 'write' : 'create';
  if (assign === 'uuid') return { source: isIdentity ? 'identity' : 'generated', on: when };
  if (assign === 'now' || assign === 'user' || assign === 'system')
    return { source: assign, on: when };
  return undefined;
}

function infer(property: string, view: SchemaView, isIdentity: boolean): Verdict {
  if (isIdentity) return { source: 'identity', on: 'create' };
  const words = toWords(property);
  if (view.format !== 'date-time' && view.format !== 'date')
    return { source: 'generated', on: 'create' };
  if (words.some((word) => /^(updat|modif|chang)/.test(word)))
    return { source: 'now', on: 'write' };
  if (words.some((word) => /^(creat|insert|add)/.test(word)))
    return { source: 'now', on: 'create' };
  return { source: 'generated', on: 'create' };
}

/** Where assigned values come from. */
export interface AssignmentSources {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly actor: Actor;
  readonly key: string;
  readonly generate: (schema: readonly Located[], path: string) => Json | undefined;
}

/** The value of one assignment; undefined when it cannot be made. */
export function toAssigned(
  document: OpenApiDocument,
  assignment: Assignment,
  sources: AssignmentSources,
): Json | undefined {
  const view = viewSchema(document, assignment.schema);
  switch (assignment.source) {
    case 'identity':
      return toIdentityValue(view, sources.key);
    case 'now':
      return toInstant(view, sources.now);
    case 'user':
      return sources.actor.user;
    case 'system':
      return sources.actor.system;
    case 'generated':
      return sources.generate(assignment.schema, `/${assignment.property}`);
  }
}

/** The identity as the schema writes it: a number where it is one. */
export function toIdentityValue(view: SchemaView, key: string): Json {
  const isNumber = view.types?.has('integer') === true || view.types?.has('number') === true;
  return isNumber && view.types?.has('string') !== true ? Number(key) : key;
}

function toInstant(view: SchemaView, now: number): Json {
  if (view.types?.has('integer') || view.types?.has('number')) return Math.floor(now / 1000);
  return view.format === 'date' ? toDateTime(now).slice(0, 10) : toDateTime(now);
}

import { getOwn, isJsonArray, isJsonObject, type Json, toSnippet } from '../kernel/json.ts';
import { FaultList } from './_fault-list.ts';
import type { Located, OpenApiDocument } from './document.ts';
import type { DocumentFault } from './fault.ts';
import { lists, maps, single } from './keyword-shapes.ts';
import { planBody } from './media/body-plan.ts';
import { judgeReply } from './media/judge-body.ts';
import type { Content } from './model.ts';
import { readOperations } from './operations.ts';
import { Validators, type Violation } from './validation/validators.ts';

/**
 * Examples and defaults that their schemas do not admit. Every schema that has one is compiled,
 * which takes a large document some seconds: this is for whoever asks for it.
 */
export function checkExamples(document: OpenApiDocument): readonly DocumentFault[] {
  const faults = new FaultList();
  const sides = [new Validators(document, 'request'), new Validators(document, 'response')];
  const checking: Checking = { document, faults, sides };
  for (const { parameters, requestBody, responses } of readOperations(document)) {
    for (const { at, schema, mediaType } of parameters) {
      if (schema && mediaType === undefined)
        checkHolder(checking, at, (value) => judge(checking, schema, value));
      if (schema) checkSchemas(checking, schema);
    }
    const contents = [requestBody, ...responses].flatMap((one) => one?.content ?? []);
    for (const content of contents) checkContent(checking, content);
  }
  const components = document.child(document.root, 'components');
  const schemas = components && document.child(components, 'schemas');
  for (const { at } of schemas ? document.children(schemas) : []) checkSchemas(checking, at);
  return faults.all;
}

interface Checking {
  readonly document: OpenApiDocument;
  readonly faults: FaultList;
  /** An example is right when it could be sent, or could be answered. */
  readonly sides: readonly Validators[];
}

function checkContent(checking: Checking, content: Content): void {
  const { document, sides } = checking;
  const plan = planBody(document, content, content.mediaType);
  if (plan.kind === 'json') {
    checkHolder(checking, content.at, (value) =>
      least(sides, (one) => judgeReply(one, plan, value)),
    );
  }
  if (content.schema) checkSchemas(checking, content.schema);
}

/** `example`, and each of `examples`, of a media type or a parameter. */
function checkHolder(
  checking: Checking,
  holder: Located,
  find: (value: Json) => readonly Violation[],
): void {
  const { document } = checking;
  const named = document.child(holder, 'examples');
  const places = [
    document.child(holder, 'example'),
    ...(named && isJsonObject(named.node) ? document.children(named) : []).map(({ at }) => {
      const followed = document.follow(at);
      return (
        followed && (document.child(followed, 'dataValue') ?? document.child(followed, 'value'))
      );
    }),
  ];
  for (const at of places) if (at) tell(checking, { at, what: 'example' }, find(at.node));
}

/** What the schema objects of a schema say of themselves; references are followed from elsewhere. */
function checkSchemas(checking: Checking, start: Located): void {
  const { document, faults } = checking;
  const pending = [start];
  for (let at = pending.pop(); at; at = pending.pop()) {
    if (!isJsonObject(at.node) || !faults.isNew(at.node)) continue;
    checkValues(checking, at);
    for (const { name, at: member } of document.children(at)) {
      if (single.has(name)) pending.push(member);
      else if (lists.has(name) || maps.has(name)) {
        pending.push(...document.children(member).map((one) => one.at));
      }
    }
  }
}

function checkValues(checking: Checking, schema: Located): void {
  const { document } = checking;
  const listed = document.child(schema, 'examples');
  const examples = listed && isJsonArray(listed.node) ? document.children(listed) : [];
  const places = [
    { at: document.child(schema, 'default'), what: 'default' },
    { at: document.child(schema, 'example'), what: 'example' },
    ...examples.map(({ at }) => ({ at, what: 'example' })),
  ];
  for (const { at, what } of places) {
    if (at) tell(checking, { at, what }, judge(checking, schema, at.node));
  }
}

function judge({ sides }: Checking, schema: Located, value: Json): readonly Violation[] {
  // Examples beside a reference of OpenAPI 3.0 are ignored with it.
  if (getOwn(schema.node, '$ref') !== undefined) return [];
  return least(sides, (one) => one.for(schema)(value));
}

/** The violations where there are fewest. */
function least(
  sides: readonly Validators[],
  find: (one: Validators) => readonly Violation[],
): readonly Violation[] {
  const [first = [], ...others] = sides.map(find);
  return others.reduce((best, next) => (next.length < best.length ? next : best), first);
}

interface Told {
  readonly at: Located;
  readonly what: string;
}

function tell({ faults }: Checking, { at, what }: Told, violations: readonly Violation[]): void {
  const [first] = violations;
  if (!first) return;
  const place = { ...at, pointer: at.pointer + first.instanceLocation };
  const more = violations.length > 1 ? ` (and ${violations.length - 1} more)` : '';
  const message = `The ${what} ${toSnippet(at.node)} is not valid: it ${first.message}${more}.`;
  faults.warn(place, message, `Mend the ${what} or its schema; until then it is not sent.`);
}

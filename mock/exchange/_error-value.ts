import { toDateTime } from '../../kernel/clock.ts';
import type { Finding } from '../../kernel/finding.ts';
import { toPhrase } from '../../kernel/http.ts';
import { type Json, typeOf } from '../../kernel/json.ts';
import { appendToken, getAt } from '../../kernel/pointer.ts';
import type { Problem } from '../../kernel/problem.ts';
import { toNameKey } from '../../kernel/words.ts';
import type { Located, OpenApiDocument } from '../../spec/document.ts';
import { type SchemaView, viewSchema } from '../../spec/schema.ts';
import { isScalar } from '../../spec/shape.ts';
import type { Api } from './model.ts';

/** What an error body is written from. */
export interface ErrorFacts {
  readonly api: Api;
  readonly problem: Problem;
  readonly status: number;
  /** The error code, such as `NOT_FOUND`. */
  readonly label: string;
  readonly path: string;
  readonly now: () => number;
  readonly seed: string;
}

/** Writes a value, or a part of one; `finding` is the one that an item of a list tells of. */
export type WriteError = (facts: ErrorFacts, finding?: Finding) => Json | undefined;

/**
 * Compiles the document's own error schema into what writes values of it that tell what was wrong:
 * properties are filled by what their names mean; a required one that means nothing here gets its
 * example or a generated value, an optional one is left out. `example` is a documented body, for
 * what a problem cannot tell.
 */
export function compileError(
  document: OpenApiDocument,
  schema: Located,
  example: Json | undefined,
): WriteError {
  const place = { document, example, name: '', pointer: '', depth: 0, mustTell: false };
  return toMember(viewSchema(document, schema), place);
}

interface Place {
  readonly document: OpenApiDocument;
  readonly example: Json | undefined;
  readonly name: string;
  /** JSON Pointer into the body. */
  readonly pointer: string;
  readonly depth: number;
  /** True when no name beside it promises a message: then this text has to tell it. */
  readonly mustTell: boolean;
}

const writeNothing: WriteError = () => undefined;

function toMember(view: SchemaView, place: Place): WriteError {
  const resolved = chooseBranch(place.document, view);
  if (place.depth > 6) return writeNothing;
  if (resolved.types?.has('array')) return toList(resolved, place);
  if (resolved.types?.has('object') || (!resolved.types && resolved.properties.size > 0)) {
    return toObject(resolved, place);
  }
  const own = meanings[toNameKey(place.name)];
  const other = place.depth === 0 || place.mustTell ? message : undefined;
  if (!own && !other) return writeNothing;
  return (facts, finding) => {
    const meant = own?.(facts, finding) ?? other?.(facts, finding);
    return meant === undefined ? undefined : toFitting(facts, resolved, meant);
  };
}

/** An error schema that is a choice: the first branch that says most. */
function chooseBranch(document: OpenApiDocument, view: SchemaView): SchemaView {
  if (view.properties.size > 0 || view.types || view.alternatives.length === 0) return view;
  const first = view.alternatives.flatMap((branches) => branches.slice(0, 1));
  return viewSchema(
    document,
    [...view.sources, ...first].filter(({ node }) => node !== true),
  );
}

function toObject(view: SchemaView, place: Place): WriteError {
  const { document } = place;
  const isMute = findTeller(view, document) === undefined;
  const members = [...view.properties].map(([name, places]) => {
    const member = viewSchema(document, places);
    const isRequired = view.required.has(name);
    const mustTell = isMute && isRequired && member.format === undefined;
    const pointer = appendToken(place.pointer, name);
    const below = { ...place, name, pointer, depth: place.depth + 1, mustTell };
    const fallback = isRequired ? toFallback(member, places, below) : writeNothing;
    return { name, write: toMember(member, below), fallback };
  });
  return (facts, finding) => {
    const made: [string, Json][] = [];
    for (const { name, write, fallback } of members) {
      const value = write(facts, finding) ?? fallback(facts, finding);
      if (value !== undefined) made.push([name, value]);
    }
    return Object.fromEntries(made);
  };
}

/** A property whose name promises a message, or that may have one in it. */
function findTeller({ properties }: SchemaView, document: OpenApiDocument): string | undefined {
  for (const [name, places] of properties) {
    if (meanings[toNameKey(name)] === message) return name;
    if (!isScalar(viewSchema(document, places))) return name;
  }
  return undefined;
}

function toFallback(view: SchemaView, places: readonly Located[], place: Place): WriteError {
  const documented = [getAt(place.example, place.pointer), ...view.examples].find(
    (value) => value !== undefined && (!view.types || view.types.has(typeOf(value))),
  );
  if (documented !== undefined) return () => documented;
  return ({ api, seed, path }) =>
    api.generator.generate(places, { seed, identity: `error ${path}`, direction: 'response' });
}

function toList(view: SchemaView, place: Place): WriteError {
  const isErrorList =
    /^(|errors?|details|violations|issues|problems|causes|invalidparams|messages)$/;
  if (!view.items || !isErrorList.test(toNameKey(place.name))) return writeNothing;
  const below = { ...place, pointer: `${place.pointer}/0`, depth: place.depth + 1 };
  const item = viewSchema(place.document, view.items);
  const write = toMember(item, { ...below, name: 'message', mustTell: false });
  return (facts) => {
    const { findings } = facts.problem;
    if (findings.length === 0) return toSome(write(facts));
    return findings.slice(0, view.maxItems ?? 20).flatMap((one) => toSome(write(facts, one)));
  };
}

function toSome(value: Json | undefined): Json[] {
  return value === undefined ? [] : [value];
}

type Meaning = (facts: ErrorFacts, finding: Finding | undefined) => Json | undefined;
const message: Meaning = ({ problem }, finding) => finding?.message ?? problem.detail;
const code: Meaning = ({ label }) => label;
const status: Meaning = (facts) => facts.status;
const title: Meaning = (facts) => toPhrase(facts.status);
const instant: Meaning = ({ now }) => toDateTime(now());
const pathOf: Meaning = ({ path }) => path;
const field: Meaning = ({ problem }, finding) => {
  const found = finding ?? problem.findings[0];
  return found && (found.name ?? found.instanceLocation);
};

/** What a property of an error says, by its name in one spelling. */
const meanings: Readonly<Record<string, Meaning>> = {
  ...{
    message,
    detail: message,
    details: message,
    description: message,
    msg: message,
    text: message,
  },
  ...{ errormessage: message, errordescription: message, reason: message, error: message },
  ...{ userdescription: message, developermessage: message, summary: message },
  ...{ code, errorcode: code, type: code, errortype: code, key: code, name: code, slug: code },
  ...{ status, statuscode: status, httpstatus: status, httpstatuscode: status, title },
  ...{ timestamp: instant, time: instant, datetime: instant, date: instant },
  ...{ path: pathOf, instance: pathOf, uri: pathOf, url: pathOf },
  ...{ field, parameter: field, pointer: field, location: field, property: field, param: field },
  ...{ rule: (_facts, finding) => finding?.rule },
};

/** The meaning in the type, length and vocabulary of the schema; undefined when it does not fit. */
function toFitting(facts: ErrorFacts, view: SchemaView, meant: Json): Json | undefined {
  const { types, values, format, maxLength } = view;
  if (values) return toListed(facts, values, meant);
  if (typeof meant === 'number') return fitNumber(view, meant);
  // A code that is no text is the status: there is no other number to tell.
  if (types && !types.has('string')) {
    return meant === facts.label ? fitNumber(view, facts.status) : undefined;
  }
  if (typeof meant !== 'string') return undefined;
  if (format === 'uri-reference' && meant === facts.label) return 'about:blank';
  if (format === 'uri' || format === 'uuid' || view.patterns.length > 0) return undefined;
  if (format === 'date-time' && Number.isNaN(Date.parse(meant))) return undefined;
  return maxLength !== undefined && meant.length > maxLength ? meant.slice(0, maxLength) : meant;
}

/** Of listed values the one that says the same, or the same in general, in whatever spelling. */
function toListed({ status }: ErrorFacts, values: readonly Json[], meant: Json): Json | undefined {
  const wanted = toNameKey(String(meant));
  const general = toNameKey(toPhrase(status));
  const by = (test: (key: string) => boolean) =>
    values.find((value) => value !== null && test(toNameKey(String(value))));
  return (
    by((key) => key === wanted) ??
    by((key) => key === general || key === String(status)) ??
    by((key) => key !== '' && wanted.endsWith(key)) ??
    by(() => true)
  );
}

function fitNumber({ types }: SchemaView, meant: number): Json | undefined {
  if (!types || types.has('integer') || types.has('number')) return meant;
  return types.has('string') ? String(meant) : undefined;
}

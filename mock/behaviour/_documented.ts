import { fromDocumentedFile, toSampleFile } from '../../fixtures/sample-file.ts';
import { toSampleText } from '../../fixtures/sample-text.ts';
import { splitTarget } from '../../kernel/http.ts';
import { isJsonArray, isJsonObject, type Json, toObject } from '../../kernel/json.ts';
import { parseJson } from '../../kernel/json-text.ts';
import { toMediaKind } from '../../kernel/media-kind.ts';
import { toMediaType } from '../../kernel/media-type.ts';
import { withoutMarked } from '../../spec/access.ts';
import { readExamples } from '../../spec/examples.ts';
import { type BodyPlan, planBody } from '../../spec/media/body-plan.ts';
import { type Judge, judgeReply } from '../../spec/media/judge-body.ts';
import type { Content } from '../../spec/model.ts';
import { viewSchema } from '../../spec/schema.ts';
import type { Reading } from '../../spec/validation/validators.ts';
import type { Call } from '../exchange/model.ts';

/** A declared content, and the media type under it that the reply is sent in. */
export interface ChosenContent {
  readonly content: Content;
  readonly mediaType: string;
}

/**
 * What the document itself gives as the content: its first valid example, else a generated value;
 * undefined when no value was found that the schema admits, neither by its letter nor as it is
 * meant.
 */
export function toDocumented(call: Call, { content, mediaType }: ChosenContent): Json | undefined {
  const { document } = call.compiled.api;
  const plan = planBody(document, content, mediaType);
  const made =
    findExample(call, plan) ??
    generate(call, plan, 'letter') ??
    findExample(call, plan, call.compiled.api.tolerated) ??
    generate(call, plan);
  const { schema } = plan;
  return schema && made !== undefined
    ? withoutMarked(document, schema, { mark: 'writeOnly', value: made })
    : made;
}

/** Every documented example with its name; a single one has the name ''. */
export function findExamples(call: Call, content: Content): [name: string, value: Json][] {
  const { document } = call.compiled.api;
  const found = readExamples(document, content.at, content.mediaType);
  return found.map(({ name, value }) => [name, value]);
}

/** The first documented example that the schema admits. */
export function findExample(
  call: Call,
  plan: BodyPlan,
  judge: Judge = call.compiled.api.replies,
): Json | undefined {
  for (const [, value] of findExamples(call, plan.content)) {
    const usable = toUsable(judge, plan, value);
    if (usable !== undefined) return usable;
  }
  return undefined;
}

/** An example as a body: documents write JSON as text, and files as base64. */
function toUsable(judge: Judge, plan: BodyPlan, value: Json): Json | undefined {
  const isValid = (one: Json) => judgeReply(judge, plan, one).length === 0;
  if (plan.isBinary && typeof value === 'string') {
    const file = fromDocumentedFile(plan.mediaType, value);
    return file !== undefined && isValid(file) ? file : undefined;
  }
  if (isValid(value)) return value;
  const outcome = typeof value === 'string' && plan.kind === 'json' ? parseJson(value) : undefined;
  return outcome && 'value' in outcome && isValid(outcome.value) ? outcome.value : undefined;
}

/** A value of the content's schema that is the same each time the call is made. */
export function generate(call: Call, plan: BodyPlan, reading?: Reading): Json | undefined {
  const { schema, item, mediaType, isBinary, takesText } = plan;
  const { seed, compiled } = call;
  const identity = toIdentity(call);
  if (item) return generateItems(call, plan);
  if (isBinary && takesText) {
    const file = toSampleFile(mediaType, `${seed} ${identity}`);
    if (judgeReply(compiled.api.replies, plan, file).length === 0) return file;
  }
  const usual = { seed, identity, direction: 'response', useExamples: true } as const;
  const options = { ...usual, ...(reading && { reading }) };
  const made = schema && compiled.api.generator.generate(schema, options);
  if (!takesText || plan.kind === 'json') return schema ? made : {};
  if (schema && isTelling(call, plan)) return made;
  if (plan.kind === 'multipart') return {};
  const { summary, id } = compiled.operation;
  const text = toSampleText(mediaType, summary || id) ?? (schema ? undefined : summary || id);
  const isFit = text !== undefined && judgeReply(compiled.api.replies, plan, text).length === 0;
  return isFit ? text : made;
}

/** What is shown under one identity is the same whatever the query asks besides. */
function toIdentity({ request: { method, target }, compiled }: Call): string {
  const isById = compiled.operation.path.endsWith('}');
  return `${method} ${isById ? splitTarget(target).path : target}`;
}

/** True when the schema has more to say about its texts than that they are texts. */
function isTelling({ compiled }: Call, { schema }: BodyPlan): boolean {
  const { document } = compiled.api;
  const view = schema && viewSchema(document, schema);
  return (
    view !== undefined &&
    (view.values !== undefined || view.examples.length > 0 || view.patterns.length > 0)
  );
}

/** A few lines or events, each a value of its own. */
function generateItems(call: Call, { schema, item }: BodyPlan): Json {
  if (!item) return [];
  const { seed, compiled } = call;
  const { generator, document } = compiled.api;
  const options = { seed, direction: 'response', useExamples: true } as const;
  const identity = toIdentity(call);
  const whole = schema && generator.generate(schema, { ...options, identity });
  const count = isJsonArray(whole) ? whole.length : 3;
  const [data] = viewSchema(document, item).properties.get('data') ?? [];
  const inner = data && document.child(data, 'contentSchema');
  return Array.from({ length: count }).flatMap((_, index) => {
    const own = { ...options, identity: `${identity}#${index}` };
    const value = generator.generate(item, own);
    const told = inner && isJsonObject(value) ? generator.generate(inner, own) : undefined;
    if (value === undefined) return [];
    return told === undefined ? [value] : [{ ...toObject(value), data: JSON.stringify(told) }];
  });
}

/** True for media types in which the state of a resource can be written. */
export function isData(mediaType: string): boolean {
  if (mediaType === 'application/json') return true;
  const type = toMediaType(mediaType);
  return type !== undefined && ['json', 'xml', 'yaml'].includes(toMediaKind(type));
}

import { getOwn, isJsonArray, type Json } from '../../kernel/json.ts';
import type { HeaderSpec } from '../../spec/model.ts';
import { checkField, toParameter } from '../../spec/parameters/check-field.ts';
import { encodeParameter } from '../../spec/parameters/encode.ts';
import { viewSchema } from '../../spec/schema.ts';
import type { FieldContext } from './_field-context.ts';
import { tellField } from './_field-meanings.ts';
import { isRedirect } from './_redirect.ts';

/**
 * The lines of a declared field: its documented example, else what its name means, else, when it is
 * required, a generated value; each only if its schema admits it. Usually one line; none when an
 * optional field has nothing to tell.
 */
export function toFieldLines(context: FieldContext, header: HeaderSpec): readonly string[] {
  const { document } = context.compiled.api;
  for (const value of findExamples(context, header)) {
    const lines = toLines(header, value);
    if (lines.every((line) => isFit(context, header, line))) return lines;
  }
  const format = header.schema && viewSchema(document, header.schema).format;
  const told = tellField(context, header, format).find((text) => isFit(context, header, text));
  if (told !== undefined) return [told];
  if (!header.required && !isTarget(context, header)) return [];
  for (const attempt of ['', '#1', '#2', '#3']) {
    const made = generate(context, header, attempt);
    const lines = made === undefined || made === null ? [] : toLines(header, made);
    if (lines.every((line) => isFit(context, header, line))) return lines;
  }
  return [];
}

/** True for the field without which a redirection leads nowhere. */
function isTarget({ reply }: FieldContext, { name }: HeaderSpec): boolean {
  return isRedirect(reply.status) && /^location$/i.test(name);
}

/** Of a Set-Cookie each item is a field of its own: it cannot be a list (RFC 9110 §5.3). */
function toLines(header: HeaderSpec, value: Json): string[] {
  const parameter = toParameter(header);
  const isApart = /^set-cookie$/i.test(header.name) && isJsonArray(value);
  return (isApart ? value : [value]).map((one) => encodeParameter(parameter, one));
}

function isFit({ compiled }: FieldContext, header: HeaderSpec, line: string): boolean {
  const { document, replies } = compiled.api;
  if (/^set-cookie$/i.test(header.name)) return true;
  return checkField({ document, judge: replies }, header, line).length === 0;
}

/** What the Header Object, its media type and its schema show, in this order. */
function findExamples({ compiled }: FieldContext, { at, schema }: HeaderSpec): readonly Json[] {
  const { document } = compiled.api;
  const content = document.child(at, 'content');
  const holders = [at, ...(content ? document.children(content).map((one) => one.at) : [])];
  const documented = holders.flatMap((holder) => {
    const examples = document.child(holder, 'examples');
    const named = (examples ? document.children(examples) : []).map((one) =>
      getOwn(document.follow(one.at)?.node, 'value'),
    );
    return [getOwn(holder.node, 'example'), ...named];
  });
  const ofSchema = schema ? viewSchema(document, schema).examples : [];
  return [...documented, ...ofSchema].flatMap((value) =>
    value === undefined || value === null ? [] : [value],
  );
}

function generate(
  { compiled }: FieldContext,
  { name, schema }: HeaderSpec,
  attempt: string,
): Json | undefined {
  if (!schema) return name;
  const identity = `${compiled.operation.id} ${name}${attempt}`;
  const options = { seed: '', identity, name, direction: 'response', useExamples: true } as const;
  return compiled.api.generator.generate(schema, options);
}

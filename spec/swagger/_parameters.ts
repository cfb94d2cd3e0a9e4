import { getOwn, isJsonObject, type Json, type JsonObject, toText } from '../../kernel/json.ts';
import type { Located } from '../document.ts';
import { type Levelling, pick, toExtensions } from './_levelling.ts';
import { levelValue } from './_values.ts';

/** The parameters of an operation or path item, by what becomes of them. */
export interface SortedParameters {
  /** For `parameters` of OpenAPI 3, levelled; what cannot be understood is as it was. */
  readonly plain: readonly Json[];
  readonly bodies: readonly Located[];
  readonly forms: readonly Located[];
}

/** Sorts a list of parameters (Swagger 2.0, Parameter Object), `$ref`s followed. */
export function sortParameters(levelling: Levelling, list: Located | undefined): SortedParameters {
  const plain: Json[] = [];
  const bodies: Located[] = [];
  const forms: Located[] = [];
  for (const { at: written } of list ? levelling.document.children(list) : []) {
    const at = levelling.document.follow(written) ?? written;
    const place = toText(getOwn(at.node, 'in'));
    if (place === 'body') bodies.push(at);
    else if (place === 'formData' && toText(getOwn(at.node, 'name')) !== undefined) forms.push(at);
    else plain.push(levelParameter(levelling, at));
  }
  return { plain, bodies, forms };
}

/** Its own of the same name come before those of the path item. */
export function overrideForms(own: readonly Located[], shared: readonly Located[]): Located[] {
  const toName = ({ node }: Located) => toText(getOwn(node, 'name'));
  const names = new Set(own.map(toName));
  return [...shared.filter((at) => !names.has(toName(at))), ...own];
}

const kept = ['name', 'in', 'description', 'required', 'allowEmptyValue', 'deprecated'];

function levelParameter(levelling: Levelling, at: Located): Json {
  const carrier = toText(getOwn(at.node, 'in'));
  const known = levelling.parameters.get(at.node);
  if (known !== undefined) return known;
  if (carrier !== 'path' && carrier !== 'query' && carrier !== 'header') {
    return isJsonObject(at.node) ? levelling.origins.make(at, { ...at.node }) : at.node;
  }
  const { schema, writing } = levelValue(levelling, at, carrier);
  const example = readExample(at.node);
  const made = levelling.origins.make(at, {
    ...pick(at.node, kept),
    ...writing,
    schema,
    ...(example !== undefined && { example }),
    ...toExtensions(at.node),
  });
  levelling.parameters.set(at.node, made);
  return made;
}

/** `x-example`, or the one value of `x-examples`: what many tools read where 2.0 has nothing. */
export function readExample(node: Json): Json | undefined {
  const single = getOwn(node, 'x-example') ?? getOwn(node, 'example');
  if (single !== undefined) return single;
  const several = getOwn(node, 'x-examples');
  return isJsonObject(several) ? toFirst(several) : undefined;
}

function toFirst(several: JsonObject): Json | undefined {
  const [first] = Object.values(several);
  return isJsonObject(first) && Object.hasOwn(first, 'value') ? first.value : first;
}

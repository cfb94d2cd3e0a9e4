import { getOwn, isJsonObject, type Json, toText } from '../kernel/json.ts';
import { readDiscriminator } from './discriminator.ts';
import type { Located, OpenApiDocument } from './document.ts';

const single = ['not', 'if', 'then', 'else'];
const several = ['allOf', 'oneOf', 'anyOf', 'dependentSchemas'];

/** The schemas that a schema applies to the same value, one step away (JSON Schema 2020-12 §10.2). */
function getInPlace(document: OpenApiDocument, at: Located): readonly Located[] {
  if (!isJsonObject(at.node)) return [];
  const targets = getTargets(document, at);
  if (targets.length > 0 && document.isLegacyDialect) return targets;
  const alone = single.flatMap((keyword) => document.child(at, keyword) ?? []);
  const members = several.flatMap((keyword) => {
    const holder = document.child(at, keyword);
    return holder ? document.children(holder).map((member) => member.at) : [];
  });
  const named = readDiscriminator(document, at)?.names ?? [];
  return [...targets, ...alone, ...members, ...named.map(({ schema }) => schema)];
}

function getTargets(document: OpenApiDocument, at: Located): readonly Located[] {
  const ref = toText(getOwn(at.node, '$ref'));
  const dynamic = toText(getOwn(at.node, '$dynamicRef'));
  const target = ref === undefined ? undefined : document.resolve(ref, at);
  const bound = dynamic === undefined ? undefined : document.resolveDynamic(dynamic, at);
  return [target, bound].filter((one) => one !== undefined);
}

/** True when a schema applies to the same value as itself again: without an end, if taken literally. */
export function isLooping(document: OpenApiDocument, at: Located): boolean {
  if (!isJsonObject(at.node)) return false;
  const known = loops.get(document) ?? new WeakMap<object, boolean>();
  loops.set(document, known);
  const answer = known.get(at.node) ?? leadsTo(document, getInPlace(document, at), at.node);
  known.set(at.node, answer);
  return answer;
}

const loops = new WeakMap<OpenApiDocument, WeakMap<object, boolean>>();

/** True when one of the schemas, or what they apply to the same value, is this one. */
export function leadsTo(document: OpenApiDocument, from: readonly Located[], node: Json): boolean {
  const pending = [...from];
  const seen = new Set<Json>();
  for (let at = pending.pop(); at; at = pending.pop()) {
    if (at.node === node) return true;
    if (typeof at.node !== 'object' || seen.has(at.node)) continue;
    seen.add(at.node);
    pending.push(...getInPlace(document, at));
  }
  return false;
}

import type { Parameter } from '../model.ts';
import type { Pair } from './_pairs.ts';
import type { Shape } from './_shape.ts';

/** A parameter and what its schema says. */
export interface Claimant {
  readonly parameter: Parameter;
  readonly shape: Shape;
}

/** Keeps the pairs that may be meant for one parameter. */
export type Sift = (pairs: readonly Pair[]) => readonly Pair[];

/**
 * Tells apart what travels under one key though it is meant for two parameters: the properties of an
 * exploded object have no name in front of them, and may be called like another parameter. A text
 * that the property lists is the object's; without brackets nothing is meant for deepObject.
 * Undefined where nothing is to be told apart.
 */
export function compileSift(own: Claimant, all: readonly Claimant[]): Sift | undefined {
  if (own.parameter.in !== 'query') return undefined;
  const others = all.filter((one) => one !== own && one.parameter.in === 'query');
  const { name, style } = own.parameter;
  const objects = others.filter((one) => isSpread(one) && one.shape.names.has(name));
  const named = isSpread(own) ? getNamesakes(own, others) : [];
  if (objects.length + named.length === 0) return undefined;
  const isTheirs = ({ key, text }: Pair) =>
    key === name &&
    objects.some((one) => style === 'deepObject' || isListed(one, key, text)) &&
    !own.shape.listed.has(text);
  const isSomebodys = ({ key, text }: Pair) =>
    named.some((one) => one.parameter.name === key && !isMine(own, one, { key, text }));
  return (pairs) => pairs.filter((pair) => !isTheirs(pair) && !isSomebodys(pair));
}

/** Query parameters that are called like a property of an exploded object. */
function getNamesakes<One extends Claimant>(
  { shape }: Claimant,
  others: readonly One[],
): readonly One[] {
  return others.filter((one) => shape.names.has(one.parameter.name));
}

/** True for an object whose properties are keys of the query. */
function isSpread({ parameter, shape }: Claimant): boolean {
  const { in: place, style, explode, mediaType, isWhole } = parameter;
  const isForm = style === 'form' && explode && mediaType === undefined && !isWhole;
  return place === 'query' && isForm && shape.isObject && !shape.isScalar && !shape.isArray;
}

function isMine(own: Claimant, other: Claimant, { key, text }: Pick<Pair, 'key' | 'text'>) {
  if (other.parameter.style === 'deepObject') return true;
  const isOpen = own.shape.property(key).listed.size === 0;
  return isListed(own, key, text) ? !other.shape.listed.has(text) : isOpen;
}

function isListed({ shape }: Claimant, key: string, text: string): boolean {
  return shape.property(key).listed.has(text);
}

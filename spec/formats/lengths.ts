import { getOwn, type Json } from '../../kernel/json.ts';

/** How many characters the texts of a format have. */
const lengths: ReadonlyMap<Json | undefined, readonly [least: number, most: number]> = new Map([
  ['uuid', [36, 36]],
  ['date', [10, 10]],
  ['date-time', [20, Number.POSITIVE_INFINITY]],
  ['ipv4', [7, 15]],
]);

/**
 * Why no text has the format of a schema and a length that the same schema allows, in words;
 * undefined when some may. Whoever writes such a schema means the lengths.
 */
export function findMisfit(node: Json): string | undefined {
  const format = getOwn(node, 'format');
  const [least, most] = lengths.get(format) ?? [];
  if (least === undefined || most === undefined) return undefined;
  const [low, high] = [getOwn(node, 'minLength'), getOwn(node, 'maxLength')];
  if (typeof high === 'number' && high < least) {
    return `the format "${format}" takes ${least} characters, but "maxLength" is ${high}`;
  }
  if (typeof low === 'number' && low > most) {
    return `the format "${format}" takes ${most} characters, but "minLength" is ${low}`;
  }
  return undefined;
}

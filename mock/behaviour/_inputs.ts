import { getOwn, type Json, toObject } from '../../kernel/json.ts';
import type { ListParameters } from '../../spec/list-parameters.ts';
import type { Call } from '../exchange/model.ts';

/** What a call wants by the name of a parameter, or of a member of the body of a search. */
export function getInput(
  call: Call,
  { isBody }: Pick<ListParameters, 'isBody'>,
  name: string | undefined,
): Json | undefined {
  if (name === undefined) return undefined;
  const { query } = call.parameters;
  const given = Object.hasOwn(query, name) ? query[name] : findInner(toObject({ ...query }), name);
  if (given !== undefined || !isBody) return given;
  const body = toObject(call.body);
  return getOwn(body, name) ?? findInner(body, name);
}

/** `filter.status` is the member `status` of what is called `filter`. */
function findInner(value: Json, name: string): Json | undefined {
  const dot = name.indexOf('.');
  if (dot < 0) return undefined;
  return getOwn(getOwn(value, name.slice(0, dot)), name.slice(dot + 1));
}

import { completeValue } from '../../fixtures/complete.ts';
import {
  getOwn,
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
} from '../../kernel/json.ts';
import { memoiseEach } from '../../kernel/memo.ts';
import { Recent } from '../../kernel/recent.ts';
import { withoutMarked } from '../../spec/access.ts';
import { settleSchema } from '../../spec/choice.ts';
import type { Located } from '../../spec/document.ts';
import type { Call, CompiledOperation } from '../exchange/model.ts';
import { toFitting } from './_fit.ts';
import { compilePick } from './_pick.ts';

/** Makes what a reply shows of an item; where it has the schema of the stored one, all of it. */
export function compileShown(call: Call): (item: JsonObject) => Json {
  const { replyItem: shown, resource, showsWhole } = call.compiled.binding;
  const stored = resource?.schema;
  const pick = compilePick(call);
  if (showsWhole || !stored || !shown) return pick;
  const summaries = toSummaries(call.compiled, call.seed);
  return (item) => pick(summaries.get(item));
}

/** How many items an operation is known to have shown. */
const remembered = 5000;

/** What an operation shows of an item depends on nothing but the item and the seed. */
const toSummaries = memoiseEach(4, (compiled: CompiledOperation, seed: string) => {
  const { replyItem, resource } = compiled.binding;
  const [shown, stored] = [replyItem, resource?.schema];
  return new Recent<JsonObject, Json>({
    make: (item) =>
      shown && stored ? toSummary({ compiled, seed }, { stored, shown, item }) : item,
    weigh: () => 1,
    least: remembered,
  });
});

type Maker = Pick<Call, 'compiled' | 'seed'>;

interface Summary {
  readonly stored: Located;
  readonly shown: Located;
  readonly item: JsonObject;
}

/** Of the item what the reply's schema knows and admits; what it requires beyond that is made up. */
function toSummary(call: Maker, { stored, shown, item }: Summary): Json {
  const { api, operation, binding } = call.compiled;
  const { document, generator, replies: judge } = api;
  const carrier = binding.resource?.identity.property;
  const key = JSON.stringify((carrier && getOwn(item, carrier)) ?? item).slice(0, 200);
  const fill = (schema: readonly Located[], path: string) => {
    const identity = `${operation.id} ${key}${path}`;
    return generator.generate(schema, { seed: call.seed, identity, direction: 'response' });
  };
  const visible = withoutMarked(document, stored, { mark: 'writeOnly', value: item });
  const known = pickDeclared(call, shown, visible);
  const complete = (value: Json) =>
    completeValue(document, shown, { value, path: '', fill, judge });
  const isValid = (value: Json) => api.replies.for(shown)(value).length === 0;
  const whole = complete(known);
  if (isValid(whole)) return whole;
  // What is not declared may tell of which kind the item is.
  const more = complete(visible);
  return isValid(more) ? more : complete(toFitting(api, shown, whole) ?? {});
}

function pickDeclared(call: Maker, schema: Located | readonly Located[], value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  const { document } = call.compiled.api;
  const { properties, items, additional } = settleSchema(document, schema, value);
  if (isJsonArray(value))
    return items ? value.map((item) => pickDeclared(call, items, item)) : value;
  if (!isJsonObject(value) || (properties.size === 0 && additional === undefined)) return value;
  const members = Object.entries(value).flatMap(([name, member]): [string, Json][] => {
    const places = properties.get(name) ?? (additional ? [additional] : []);
    return places.length === 0 ? [] : [[name, pickDeclared(call, places, member)]];
  });
  return Object.fromEntries(members);
}

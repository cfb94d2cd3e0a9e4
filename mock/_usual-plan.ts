import type { CollectionPlan } from '../fixtures/scenario-model.ts';
import { findExampleEntities } from '../fixtures/seeds.ts';
import { type Json, toObject } from '../kernel/json.ts';
import { getAt, toPointer } from '../kernel/pointer.ts';
import { readExamples } from '../spec/examples.ts';
import type { Resource } from '../spec/resource.ts';
import { findResponse } from '../spec/responses.ts';
import { viewSchema } from '../spec/schema.ts';
import type { Api } from './exchange/model.ts';
import type { CollectionRef } from './state/state.ts';

/** How many items a collection has when nobody says. */
const usual = 10;

/** A collection with nothing in it. */
export const nothing: CollectionPlan = { entities: [], generate: 0 };

/** The documented examples first; a collection without a path of its own has no items to show. */
export function toUsualPlan(
  { resource, parents }: CollectionRef,
  apis: readonly Api[],
): CollectionPlan {
  const api = apis.find(({ document }) => document === resource.document);
  if (!api || !resource.schema) return nothing;
  const examples = [
    ...findExamples(resource, api),
    ...viewSchema(api.document, resource.schema).examples,
  ];
  const entities = findExampleEntities(resource, examples, { parents, validators: api.replies });
  const wanted = resource.isSingle ? 1 : (resource.count ?? usual);
  return { entities, generate: Math.max(0, wanted - entities.length) };
}

/** Examples of replies that show items, the list's in the first place. */
function findExamples(resource: Resource, { inference, document }: Api): Json[] {
  const bindings = inference.bindingsOf(resource).filter(({ behaviour }) => showing.has(behaviour));
  return bindings.flatMap(({ operation, replyPath, replyMany }) => {
    const contents = findResponse(operation, 200)?.content ?? [];
    return contents.flatMap(({ at, schema, mediaType }) => {
      const all = [
        ...readExamples(document, at, mediaType).map(({ value }) => value),
        ...(schema ? viewSchema(document, schema).examples : []),
      ];
      const shown = all.flatMap((value) => getAt(value, toPointer(replyPath)) ?? []);
      return replyMany === 'map' ? shown.flatMap((one) => Object.values(toObject(one))) : shown;
    });
  });
}

const showing: ReadonlySet<string> = new Set(['list', 'read']);

import type { CollectionPlan } from '../../fixtures/scenario.ts';
import type { Finding } from '../../kernel/finding.ts';
import {
  getOwn,
  isJsonObject,
  type Json,
  type JsonObject,
  toArray,
  toObject,
} from '../../kernel/json.ts';
import { appendToken } from '../../kernel/pointer.ts';
import { isProblem, Problem } from '../../kernel/problem.ts';
import type { Api, Call } from '../exchange/model.ts';
import { toPlanned } from '../planned.ts';
import { findRef } from '../seeds.ts';
import type { Collection } from '../state/collection.ts';
import { type CollectionRef, createEmpty, toPath } from '../state/state.ts';

import { done, getBody, getQuery, toJson, toUnknown } from './_reply.ts';
import type { ControlTarget, Handlers } from './target.ts';

/** What exists. */
export const state: Handlers = {
  getState: (call, target) => {
    const refs = selectRefs(call, target);
    if (isProblem(refs)) return refs;
    const { limit } = call.parameters.query;
    const most = typeof limit === 'number' ? limit : 1000;
    const transaction = call.session.begin();
    const members = refs.map((ref): [string, Json] => {
      const { entities, total } = transaction.collection(ref).list({ offset: 0, limit: most });
      return [toPath(ref), { entities: entities.map(({ value }) => value), total }];
    });
    return toJson(call, Object.fromEntries(members));
  },
  putState: (call, target) => write(call, target, 'put'),
  patchState: (call, target) => write(call, target, 'patch'),
};

function selectRefs(call: Call, target: ControlTarget): readonly CollectionRef[] | Problem {
  const path = getQuery(call, 'collection');
  if (path === undefined) return target.getRefs(call);
  const ref = findRef(path, getResources(target.apis));
  return ref ? [ref] : toUnknownCollection(path, target);
}

function getResources(apis: readonly Api[]) {
  return apis.flatMap((api) => [...api.resources]);
}

function toUnknownCollection(path: string, { apis }: ControlTarget): Problem {
  return toUnknown(
    'collection',
    path,
    getResources(apis).map(({ collection }) => collection),
  );
}

interface Planned {
  readonly ref: CollectionRef;
  readonly collection: Collection;
}

/** Everything is checked before anything is changed. */
function write(call: Call, target: ControlTarget, how: 'put' | 'patch') {
  const only = getQuery(call, 'collection');
  const findings: Finding[] = [];
  const planned: Planned[] = [];
  for (const [path, plan] of Object.entries(getBody(call))) {
    const ref = findRef(path, getResources(target.apis));
    if (!ref || (only !== undefined && path !== only)) return toUnknownCollection(path, target);
    const made = toCollection({ call, target, ref, plan: toObject(plan), path, how });
    findings.push(...made.findings);
    planned.push({ ref, collection: made.collection });
  }
  if (findings.length > 0) {
    const detail = findings
      .slice(0, 4)
      .map(({ message }) => message)
      .join(' ');
    return new Problem('state-invalid', detail, { findings });
  }
  const { session } = call;
  if (how === 'put' && only === undefined) {
    for (const ref of target.getRefs(call)) session.put(ref, createEmpty(ref.resource));
  }
  for (const { ref, collection } of planned) session.put(ref, collection);
  return done;
}

interface Writing {
  readonly call: Call;
  readonly target: ControlTarget;
  readonly ref: CollectionRef;
  readonly plan: JsonObject;
  readonly path: string;
  readonly how: 'put' | 'patch';
}

function toCollection({ call, target, ref, plan, path, how }: Writing) {
  const wish: CollectionPlan = {
    entities: toArray(getOwn(plan, 'entities')).filter(isJsonObject),
    generate: Number(getOwn(plan, 'generate') ?? 0),
  };
  const entities = toPlanned(ref, wish, { apis: target.apis, seed: call.seed });
  const api = target.apis.find(({ document }) => document === ref.resource.document);
  const { schema } = ref.resource;
  const findings = entities.flatMap(({ value }, index) => {
    const violations = schema && api ? api.tolerated.for(schema)(value) : [];
    const place = appendToken(appendToken('', path), 'entities');
    return violations.map((violation): Finding => {
      const instanceLocation = `${place}/${index}${violation.instanceLocation}`;
      return {
        part: 'body',
        ...violation,
        instanceLocation,
        message: `${instanceLocation} ${violation.message}.`,
      };
    });
  });
  const before = how === 'patch' ? call.session.begin().collection(ref) : createEmpty(ref.resource);
  let collection = before;
  for (const { key, value } of entities) {
    collection = collection.get(key)
      ? collection.replace(key, value)
      : collection.add({ key, value, origin: 'created' });
  }
  return { collection, findings };
}

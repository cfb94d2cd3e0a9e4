import { createGenerator } from '../fixtures/generation/generate.ts';
import { isJsonObject, type Json, toArray, toObject, toText } from '../kernel/json.ts';
import type { OpenApiDocument } from '../spec/document.ts';
import type { Operation } from '../spec/model.ts';
import { readOperations } from '../spec/operations.ts';
import { compileParameters } from '../spec/parameters/decode.ts';
import type { BehaviourName, Binding } from '../spec/resource.ts';
import { inferResources } from '../spec/resources.ts';
import { pickSuccess } from '../spec/responses.ts';
import { Validators } from '../spec/validation/validators.ts';
import { compileAssignments } from './behaviour/assignment.ts';
import { create } from './behaviour/create.ts';
import { list } from './behaviour/list.ts';
import { merge } from './behaviour/merge.ts';
import { read } from './behaviour/read.ts';
import { remove } from './behaviour/remove.ts';
import { replace } from './behaviour/replace.ts';
import { fixed } from './behaviour/static.ts';
import { toErrorContent } from './exchange/error-reply.ts';
import type {
  Api,
  Behaviour,
  ClaimRule,
  CompiledOperation,
  ErrorContent,
} from './exchange/model.ts';

/** The behaviours by name. */
export type Behaviours = Readonly<Record<BehaviourName, Behaviour>>;

/** What ships. */
export const behaviours: Behaviours = { list, read, create, replace, merge, remove, static: fixed };

/** Makes a document ready to be served. Schemas are compiled when a request first needs them. */
export function compileApi(document: OpenApiDocument, use: Behaviours = behaviours): Api {
  const operations = readOperations(document);
  const { resources, bindings } = inferResources(document, operations);
  const extension = document.extension(document.root);
  const actor = toObject(extension.actor);
  const user = toText(actor.user);
  const system = toText(actor.system);
  const errorContent = findErrorContent(operations);
  const compiled: CompiledOperation[] = [];
  const requests = new Validators(document, 'request');
  const replies = new Validators(document, 'response');
  const validators = { request: requests, response: replies };
  const api: Api = {
    document,
    operations: compiled,
    resources,
    requests,
    replies,
    generator: createGenerator(document, { validators }),
    ...(errorContent && { errorContent }),
    claims: readClaimRules(extension.claims),
    actorClaims: { ...(user !== undefined && { user }), ...(system !== undefined && { system }) },
    unknownActor: toText(extension.unknownActor) ?? 'unknown',
  };
  for (const binding of bindings) compiled.push(compileOperation(api, binding, use));
  return api;
}

function compileOperation(api: Api, binding: Binding, use: Behaviours): CompiledOperation {
  const { operation, behaviour } = binding;
  return {
    api,
    operation,
    binding,
    behaviour: use[behaviour],
    decoder: compileParameters(api.document, operation.parameters),
    checks: operation.parameters.flatMap((parameter) =>
      parameter.schema ? [{ parameter, validate: api.requests.for(parameter.schema) }] : [],
    ),
    success: pickSuccess(operation, successes[behaviour]),
    claims: [...api.claims, ...readClaimRules(operation.extension.claims)],
    assignments: compileAssignments(binding),
  };
}

/** The statuses that suit a behaviour best, the best first. */
const successes: Readonly<Record<BehaviourName, readonly number[]>> = {
  list: [200, 206],
  read: [200],
  create: [201, 200, 202, 204],
  replace: [200, 204, 201],
  merge: [200, 204],
  remove: [204, 200, 202],
  static: [200, 201, 204, 202],
};

/** The error content that most responses of a document share. */
function findErrorContent(operations: readonly Operation[]): ErrorContent | undefined {
  const counts = new Map<string, { count: number; readonly content: ErrorContent }>();
  for (const operation of operations) {
    for (const { key, content } of operation.responses) {
      const found = /^([45]|default)/.test(key)
        ? content.map(toErrorContent).find(Boolean)
        : undefined;
      if (!found) continue;
      const place = JSON.stringify(found.schema.node);
      const known = counts.get(place) ?? { count: 0, content: found };
      known.count += 1;
      counts.set(place, known);
    }
  }
  return [...counts.values()].sort((a, b) => b.count - a.count)[0]?.content;
}

function readClaimRules(value: Json | undefined): ClaimRule[] {
  return toArray(value).flatMap((rule) => {
    if (!isJsonObject(rule)) return [];
    const claim = toText(rule.claim);
    const parameter = toText(toObject(rule.contains).parameter);
    const contains = parameter === undefined ? toText(rule.contains) : { parameter };
    if (claim === undefined || contains === undefined) return [];
    const code = toText(rule.code) ?? 'FORBIDDEN';
    return [{ claim, contains, code, message: toText(rule.message) ?? '' }];
  });
}

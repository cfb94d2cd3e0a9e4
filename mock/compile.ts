import { createGenerator, type Readers } from '../fixtures/generation/generate.ts';
import { isJsonObject, type Json, toArray, toObject, toText } from '../kernel/json.ts';
import { once } from '../kernel/once.ts';
import type { OpenApiDocument } from '../spec/document.ts';
import type { Operation } from '../spec/model.ts';
import { readOperations } from '../spec/operations.ts';
import { inferResources } from '../spec/resources.ts';
import { Validators } from '../spec/validation/validators.ts';
import { type Behaviours, type CompileOptions, LazyCompiled } from './_compiled-operation.ts';
import { act } from './behaviour/act.ts';
import { bulk } from './behaviour/bulk.ts';
import { count } from './behaviour/count.ts';
import { create } from './behaviour/create.ts';
import { list } from './behaviour/list.ts';
import { merge } from './behaviour/merge.ts';
import { read } from './behaviour/read.ts';
import { remove } from './behaviour/remove.ts';
import { replace } from './behaviour/replace.ts';
import { fixed } from './behaviour/static.ts';
import { toErrorContent } from './exchange/error-reply.ts';
import { JsonWriter } from './exchange/json-writer.ts';
import type { Api, ClaimRule, CompiledOperation, ErrorContent } from './exchange/model.ts';

export type { Behaviours } from './_compiled-operation.ts';

/** What ships. */
export const behaviours: Behaviours = {
  ...{ list, read, count, create, replace, merge, remove, act, bulk },
  static: fixed,
};

/**
 * Makes a document ready to be served: what a request needs is read and compiled when the first one
 * needs it.
 */
export function compileApi(document: OpenApiDocument, use: Behaviours = behaviours): Api {
  const operations = readOperations(document);
  const inference = inferResources(document, operations);
  const extension = document.extension(document.root);
  const actor = toObject(extension.actor);
  const user = toText(actor.user);
  const system = toText(actor.system);
  const requests = new Validators(document, 'request');
  const replies = new Validators(document, 'response', 'letter');
  const getTolerated = once(() => new Validators(document, 'response'));
  const getStrict = once(() => new Validators(document, 'request', 'letter'));
  const readers: Readers = (direction, reading) => {
    if (direction === 'request') return reading === 'letter' ? getStrict() : requests;
    return reading === 'letter' ? replies : getTolerated();
  };
  const claims = readClaimRules(extension.claims);
  const getErrorContent = once(() => findErrorContent(operations));
  const compiled: CompiledOperation[] = [];
  const api: Api = {
    document,
    operations: compiled,
    inference,
    get resources() {
      return inference.resources;
    },
    requests,
    replies,
    get tolerated() {
      return getTolerated();
    },
    generator: createGenerator(document, { readers }),
    writer: new JsonWriter(),
    get errorContent() {
      return getErrorContent();
    },
    claims,
    actorClaims: { ...(user !== undefined && { user }), ...(system !== undefined && { system }) },
    unknownActor: toText(extension.unknownActor) ?? 'unknown',
  };
  const options: CompileOptions = {
    behaviours: use,
    readClaims: (operation) => [...claims, ...readClaimRules(operation.extension.claims)],
  };
  for (const operation of operations) compiled.push(new LazyCompiled(api, operation, options));
  return api;
}

/** The error content that most responses of a document share. */
function findErrorContent(operations: readonly Operation[]): ErrorContent | undefined {
  const counts = new Map<string, { count: number; readonly content: ErrorContent }>();
  // Most operations refer to the same few responses: each is written out once.
  const texts = new Map<Json, string>();
  for (const operation of operations) {
    for (const { key, content } of operation.responses) {
      const found = /^([45]|default)/.test(key)
        ? content.map(toErrorContent).find(Boolean)
        : undefined;
      if (!found) continue;
      const place = texts.get(found.schema.node) ?? JSON.stringify(found.schema.node);
      texts.set(found.schema.node, place);
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

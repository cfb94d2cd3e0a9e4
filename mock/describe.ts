import type { Scenario } from '../fixtures/scenario.ts';
import { getOwn, type Json } from '../kernel/json.ts';
import { once } from '../kernel/once.ts';
import { fromKey } from '../spec/identity.ts';
import { countNames } from '../spec/path-template.ts';
import type { Resource } from '../spec/resource.ts';
import { toWhy } from '../spec/why.ts';
import { createRivalNotes } from './_rival-notes.ts';
import type { RouteTable } from './_routes.ts';
import { type SampleRequest, sampleRequest } from './_sample-request.ts';
import type { Api, CompiledOperation } from './exchange/model.ts';
import { describeProtocol } from './protocol/describe.ts';
import { findRef } from './seeds.ts';
import type { Sessions } from './session/sessions.ts';
import { toCollectionKey } from './state/state.ts';

/** One operation as a person would like to see it. */
export interface OperationInfo {
  readonly document: string;
  /** The path prefix under which it is reached, '' for none. */
  readonly base: string;
  readonly id: string;
  readonly method: string;
  /** The path template. */
  readonly path: string;
  readonly summary: string;
  /** A request target that works: its ids exist. */
  readonly target: string;
  /** The fields that such a request needs: credentials, those asked for, the body's media type. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** A body that the operation accepts; absent when it takes none that can be typed. */
  readonly body?: Json | undefined;
  /** True when the operation asks for credentials. */
  readonly isSecured: boolean;
  readonly behaviour: string;
  /** The collection's path template, when the operation belongs to a resource. */
  readonly resource?: string | undefined;
  readonly why: string;
  /** What it does of HTTP beyond request and reply, in sentences. */
  readonly notes: readonly string[];
}

/** One inferred resource, for explanations. */
export interface ResourceInfo {
  readonly document: string;
  /** The path prefix that tells it apart from those of other documents, '' for none. */
  readonly base: string;
  readonly name: string;
  readonly collection: string;
  readonly reasons: readonly string[];
}

/** What is described. */
export interface Described {
  readonly apis: readonly Api[];
  readonly sessions: Sessions;
  readonly prefixOf: RouteTable['prefixOf'];
}

/** The operations of an engine with requests that work, each made when it is first looked at. */
export function describeOperations(
  engine: Described,
  scenario: Scenario | undefined,
): OperationInfo[] {
  return engine.apis.flatMap((api) => {
    const toRivalNotes = createRivalNotes(api);
    return api.operations.map((compiled) => {
      const { operation } = compiled;
      const sample = once(() => toSample(engine, compiled, scenario));
      return {
        document: api.document.title,
        base: engine.prefixOf(compiled) ?? api.document.place.base,
        id: operation.id,
        method: operation.method,
        path: operation.path,
        summary: operation.summary,
        get target() {
          return sample().target;
        },
        get fields() {
          return sample().fields;
        },
        get body() {
          return sample().body;
        },
        get isSecured() {
          const { security } = operation;
          return security.length > 0 && security.every((clauses) => clauses.length > 0);
        },
        get behaviour() {
          return compiled.binding.behaviour;
        },
        get resource() {
          return compiled.binding.resource?.collection;
        },
        get why() {
          return toWhy(compiled.binding);
        },
        get notes() {
          return [...describeProtocol(compiled), ...toRivalNotes(compiled)];
        },
      };
    });
  });
}

/** The resources of an engine and why they are taken for such. */
export function describeResources(apis: readonly Api[]): ResourceInfo[] {
  return apis.flatMap(({ document, resources }) =>
    resources.map(({ name, collection, reasons }) => ({
      document: document.title,
      base: document.place.base,
      name,
      collection,
      reasons,
    })),
  );
}

function toSample(
  engine: Described,
  compiled: CompiledOperation,
  scenario: Scenario | undefined,
): SampleRequest {
  const { resource, owner, view } = compiled.binding;
  const thing = view?.parent ?? resource ?? owner;
  return sampleRequest(compiled, {
    prefix: engine.prefixOf(compiled) ?? '',
    identities: () => (thing ? findIdentities(engine, thing, scenario) : []),
  });
}

/** Identities that exist, outermost first: from the scenario's paths, else from the seeds. */
function findIdentities(
  engine: Described,
  resource: Resource,
  scenario: Scenario | undefined,
): string[] {
  const { base } = engine.sessions;
  const transaction = base.begin();
  const property = resource.identity.property ?? 'id';
  for (const [path, plan] of scenario?.collections ?? []) {
    const ref = findRef(path, [resource]);
    if (!ref || ref.part) continue;
    const written = plan.entities.map((entity) => getOwn(entity, property)).find(isKey);
    // What is written down and was never touched need not be made to be known.
    if (written !== undefined && !base.state.has(toCollectionKey(ref))) {
      return [...ref.parents, ...fromKey(String(written), resource.arity)];
    }
    const [first] = transaction.collection(ref).list({ offset: 0, limit: 1 }).entities;
    if (first) return [...ref.parents, ...fromKey(first.key, resource.arity)];
  }
  const above = resource.parent ? findIdentities(engine, resource.parent, scenario) : [];
  const count = countNames(resource.collection);
  if (above.length < count) return above;
  const [first] = transaction
    .collection({ resource, parents: above })
    .list({ offset: 0, limit: 1 }).entities;
  return first ? [...above, ...fromKey(first.key, resource.arity)] : above;
}

function isKey(value: Json | undefined): boolean {
  return typeof value === 'string' || typeof value === 'number';
}

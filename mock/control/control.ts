import { type HttpRequest, splitTarget } from '../../kernel/http.ts';
import { Problem } from '../../kernel/problem.ts';
import type { OpenApiDocument } from '../../spec/document.ts';
import { compileRouter } from '../../spec/router.ts';
import { compileApi } from '../compile.ts';
import { describeOperations, describeResources } from '../describe.ts';
import {
  type Behaviour,
  type Call,
  type CompiledOperation,
  withBehaviour,
} from '../exchange/model.ts';
import { type Corridor, createAnswered } from '../exchange/passage.ts';
import { compileRoutes } from '../exchange/route.ts';
import { type CollectionRef, toPath } from '../state/state.ts';
import { findChangedRefs } from './_refs.ts';
import { handlers } from './handlers.ts';
import type { ControlTarget } from './target.ts';

/** The control API: a corridor of its own, on the same sessions. */
export interface Control {
  readonly corridor: Corridor;
  isOwn(target: string): boolean;
}

/** What it is made of. */
export type ControlParts = Omit<ControlTarget, 'getRefs' | 'describe' | 'document'> & {
  /** Reads its document. */
  readonly document: () => OpenApiDocument;
  readonly token: () => string | undefined;
};

/** Where the control API lives: its document says the same under `servers`. */
const base = '/__admin';

/** Makes the control API of an engine; nothing is read or compiled before the first call. */
export function createControl(parts: ControlParts, main: Corridor): Control {
  let corridor: Corridor | undefined;
  return {
    get corridor() {
      corridor ??= compileCorridor(parts, main);
      return corridor;
    },
    isOwn: (target) => isReserved(target) && !isReserved(findTemplate(parts, target)),
  };
}

function isReserved(path: string): boolean {
  return path.startsWith(`${base}/`) || path === base || path.startsWith('/_pact/');
}

/** What a document itself says of such a path; one that begins with a parameter says nothing. */
function findTemplate({ router }: ControlParts, target: string): string {
  return router.find(splitTarget(target).path)?.template ?? '';
}

/** The control API is served by the same corridor as every other document. */
function compileCorridor(parts: ControlParts, main: Corridor): Corridor {
  const document = parts.document();
  const target: ControlTarget = {
    ...parts,
    document,
    getRefs: (call) => getRefs(call, parts),
    describe: () => ({
      resources: describeResources(parts.apis),
      operations: describeOperations(parts, undefined),
    }),
  };
  const api = compileApi(document);
  const routes = api.operations.flatMap((compiled) => {
    const value = withBehaviour(compiled, toBehaviour(compiled, target));
    const { method, path } = compiled.operation;
    const route = { method, template: base + path, value };
    return path.startsWith('/_pact') ? [route, { ...route, template: path }] : [route];
  });
  return {
    ...main,
    toRoute: compileRoutes(compileRouter(routes), { cors: false }),
    answered: createAnswered(),
    findApi: () => api,
    cors: false,
    guard: (request) => guard(request, parts.token()),
    // Looking at the journal is not what the journal is about.
    record: () => {},
    isExempt: true,
  };
}

function toBehaviour({ operation }: CompiledOperation, target: ControlTarget): Behaviour {
  const handler = handlers[operation.id];
  if (!handler) throw new Error(`No handler for the operation ${operation.id} of the control API`);
  return { name: 'static', run: (call) => handler(call, target) };
}

function getRefs({ session }: Call, { apis }: ControlParts): readonly CollectionRef[] {
  const all = [...session.seeds.refs(), ...findChangedRefs(apis, session.state)];
  return [...new Map(all.map((ref) => [toPath(ref), ref])).values()];
}

/**
 * Keeps pages of other sites out: a browser sends the name of the page's host in `Host` when a
 * name was rebound to this machine, and its origin in `Origin`. Beyond this machine a token is
 * asked for besides.
 */
function guard({ fields }: HttpRequest, token: string | undefined): Problem | undefined {
  const { host, origin, authorization } = fields;
  if (origin !== undefined && toHostOf(origin) !== host) {
    return refuse(
      'origin-refused',
      `The control API answers no pages of other origins (${origin}).`,
    );
  }
  if (token === undefined) {
    if (host === undefined || isLoopback(host)) return undefined;
    return refuse(
      'origin-refused',
      `The field Host is ${JSON.stringify(host)}, which is no name of this machine. Use 127.0.0.1 or localhost.`,
    );
  }
  if (authorization === `Bearer ${token}`) return undefined;
  const message =
    'The control API asks for the bearer token that the server printed at its start (or --admin-token).';
  return refuse('credentials-missing', message, [
    ['WWW-Authenticate', 'Bearer realm="Standin control API"'],
  ]);
}

function refuse(
  code: 'origin-refused' | 'credentials-missing',
  message: string,
  fields: readonly (readonly [string, string])[] = [],
): Problem {
  const place = { part: 'security', instanceLocation: '', keywordLocation: '' } as const;
  return new Problem(code, message, { findings: [{ ...place, rule: code, message }], fields });
}

function toHostOf(origin: string): string {
  return origin.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '');
}

/** True for an address or a name that leads to this machine only. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === '[::1]' ||
    name === '::1' ||
    /^127\.\d+\.\d+\.\d+$/.test(name)
  );
}

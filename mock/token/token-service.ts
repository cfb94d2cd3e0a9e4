import { splitTarget } from '../../kernel/http.ts';
import { once } from '../../kernel/once.ts';
import type { OpenApiDocument } from '../../spec/document.ts';
import { findOwnPaths } from '../../spec/own-urls.ts';
import { compileRouter, type Router } from '../../spec/router.ts';
import { readSecuritySchemes } from '../../spec/security-schemes.ts';
import { compileApi } from '../compile.ts';
import { type Behaviour, type CompiledOperation, withBehaviour } from '../exchange/model.ts';
import { type Corridor, createAnswered } from '../exchange/passage.ts';
import { compileRoutes } from '../exchange/route.ts';
import { handlers } from './handlers.ts';
import { createIssuer, type IssuerOptions, type TokenIssuer } from './issuer.ts';

/** Issues tokens: a corridor of its own, on the same sessions. */
export interface TokenService {
  readonly corridor: Corridor;
  isOwn(target: string): boolean;
  /** Where tokens are had, the usual path first; empty when no document asks for such tokens. */
  readonly tokenPaths: readonly string[];
}

/** What it is made of. */
export interface TokenServiceParts extends IssuerOptions {
  /** Reads its document. */
  readonly document: () => OpenApiDocument;
  /** What the documents answer comes first. */
  readonly router: Router<CompiledOperation>;
}

/** Where it lives: its document says the same under `servers`. */
const base = '/__oauth';

/** Makes the token service of an engine; its document is read before the first call only. */
export function createTokenService(parts: TokenServiceParts, main: Corridor): TokenService {
  const getAliases = once(() => findAliases(parts));
  const getCorridor = once(() => compileCorridor(parts, { main, aliases: getAliases() }));
  const isFree = (path: string) => parts.router.find(path)?.template !== path;
  return {
    get corridor() {
      return getCorridor();
    },
    isOwn(target) {
      if (target.startsWith(`${base}/`)) return isFree(splitTarget(target).path);
      const aliases = getAliases();
      return aliases.size > 0 && aliases.has(splitTarget(target).path);
    },
    get tokenPaths() {
      const own = [...getAliases()].filter(([, endpoint]) => endpoint === '/token');
      const isAsked = parts.apis.some(({ document }) =>
        readSecuritySchemes(document).some(({ type }) => /^(oauth2|openIdConnect)$/.test(type)),
      );
      return isAsked ? [`${base}/token`, ...own.map(([path]) => path)] : [];
    },
  };
}

/** Paths of the documents' own servers that their security schemes name, with the endpoint. */
function findAliases({ apis, router }: TokenServiceParts): ReadonlyMap<string, string> {
  const aliases = new Map<string, string>();
  for (const { document } of apis) {
    for (const { flows, openIdConnectUrl } of readSecuritySchemes(document)) {
      const named = flows.flatMap((flow) => [
        [flow.tokenUrl, '/token'],
        [flow.refreshUrl, '/token'],
        [flow.authorizationUrl, '/authorize'],
        [flow.deviceAuthorizationUrl, '/device_authorization'],
      ]);
      for (const [url = '', endpoint = ''] of [
        ...named,
        [openIdConnectUrl, '/.well-known/openid-configuration'],
      ]) {
        for (const path of findOwnPaths(document, url)) {
          // What the document itself describes there is its own to answer.
          if (!router.find(path) && !aliases.has(path)) aliases.set(path, endpoint);
        }
      }
    }
  }
  return aliases;
}

interface Placed {
  readonly main: Corridor;
  readonly aliases: ReadonlyMap<string, string>;
}

function compileCorridor(parts: TokenServiceParts, { main, aliases }: Placed): Corridor {
  const issuer = createIssuer(parts);
  const api = compileApi(parts.document());
  const routes = api.operations.flatMap((compiled) => {
    const { method, path } = compiled.operation;
    const value = withBehaviour(compiled, toBehaviour(compiled, issuer));
    const others = [...aliases].filter(([, endpoint]) => endpoint === path);
    const templates = [base + path, ...others.map(([alias]) => alias)];
    return templates.map((template) => ({ method, template, value }));
  });
  const toRoute = compileRoutes(compileRouter(routes), main);
  return { ...main, toRoute, answered: createAnswered(), findApi: () => api, isExempt: true };
}

function toBehaviour({ operation }: CompiledOperation, issuer: TokenIssuer): Behaviour {
  const handler = handlers[operation.id];
  if (!handler)
    throw new Error(`No handler for the operation ${operation.id} of the token service`);
  return { name: 'static', run: (call, transaction) => handler(call, transaction, issuer) };
}

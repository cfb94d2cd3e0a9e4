import {
  getOwn,
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
  toText,
} from '../../kernel/json.ts';
import type { Located } from '../document.ts';
import { type Levelling, pick, toExtensions, without } from './_levelling.ts';
import { levelPaths } from './_paths.ts';

/** Where a document as it was written is kept, when something refers into it. */
export const written = 'x-swagger-2.0';

const replaced = new Set([
  written,
  ...['swagger', 'host', 'basePath', 'schemes', 'consumes', 'produces', 'paths'],
  ...['definitions', 'parameters', 'responses', 'securityDefinitions', 'components'],
]);

/** The whole document in the terms of OpenAPI 3.0. */
export function levelRoot(levelling: Levelling): JsonObject {
  const { document, origins } = levelling;
  const { root } = document;
  const paths = document.child(root, 'paths');
  const definitions = document.child(root, 'definitions');
  const schemes = document.child(root, 'securityDefinitions');
  const components = {
    ...(definitions && { schemas: origins.keep(definitions.node, definitions) }),
    ...(schemes && { securitySchemes: levelSchemes(levelling, schemes) }),
  };
  const url = document.child(root, 'basePath') ?? document.child(root, 'host') ?? root;
  const servers = toServers(root.node).map((server) => origins.make(url, server));
  return origins.make(root, {
    openapi: '3.0.4',
    ...without(root.node, replaced),
    ...(servers.length > 0 && { servers }),
    ...(paths && { paths: levelPaths(levelling, paths) }),
    components: origins.make(root, components),
  });
}

/** `schemes`, `host` and `basePath` as URLs. */
function toServers(root: Json): JsonObject[] {
  const host = toText(getOwn(root, 'host')) ?? '';
  const written = toText(getOwn(root, 'basePath')) ?? '';
  const path = written === '' || written.startsWith('/') ? written : `/${written}`;
  const schemes = getOwn(root, 'schemes');
  const texts = isJsonArray(schemes) ? schemes.flatMap((scheme) => toText(scheme) ?? []) : [];
  if (host === '') return path === '' ? [] : [{ url: path }];
  if (texts.length === 0) return [{ url: `//${host}${path}` }];
  return texts.map((scheme) => ({ url: `${scheme}://${host}${path}` }));
}

function levelSchemes(levelling: Levelling, schemes: Located): Json {
  const { document, origins } = levelling;
  const members = document.children(schemes).map(({ name, at: written }): [string, Json] => {
    const at = document.follow(written) ?? written;
    return [name, isJsonObject(at.node) ? origins.make(at, { ...levelScheme(at.node) }) : at.node];
  });
  return origins.make(schemes, Object.fromEntries(members));
}

const flows: Readonly<Record<string, string>> = {
  implicit: 'implicit',
  password: 'password',
  application: 'clientCredentials',
  accessCode: 'authorizationCode',
};

/** A Security Scheme Object (Swagger 2.0): basic, apiKey or oauth2 with its one flow. */
function levelScheme(node: JsonObject): JsonObject {
  const common = { ...pick(node, ['description']), ...toExtensions(node) };
  if (node.type === 'basic') return { type: 'http', scheme: 'basic', ...common };
  if (node.type !== 'oauth2') return node;
  const flow = flows[toText(node.flow) ?? ''];
  const urls = pick(node, ['authorizationUrl', 'tokenUrl', 'scopes']);
  return { type: 'oauth2', ...(flow && { flows: { [flow]: { scopes: {}, ...urls } } }), ...common };
}

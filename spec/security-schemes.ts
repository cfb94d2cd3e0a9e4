import { getOwn, isJsonObject, toText } from '../kernel/json.ts';
import type { Located, OpenApiDocument } from './document.ts';

/** An OAuth Flow Object (OpenAPI 3.1 §4.8.29). URLs are as written, '' when there is none. */
export interface OAuthFlow {
  /** `implicit`, `password`, `clientCredentials`, `authorizationCode` or `deviceAuthorization`. */
  readonly kind: string;
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  readonly refreshUrl: string;
  readonly deviceAuthorizationUrl: string;
  readonly scopes: readonly string[];
}

/** A Security Scheme Object (OpenAPI 3.1 §4.8.27); what it does not say is ''. */
export interface SecurityScheme {
  readonly name: string;
  /** `apiKey`, `http`, `oauth2`, `openIdConnect` or `mutualTLS`. */
  readonly type: string;
  /** Of `http`: in lower case. */
  readonly scheme: string;
  /** Of `apiKey`: where and under which name it travels. */
  readonly in: string;
  readonly parameterName: string;
  /** Of `oauth2`. */
  readonly flows: readonly OAuthFlow[];
  readonly openIdConnectUrl: string;
  readonly at: Located;
}

/** Every security scheme that the entry document declares, in its order. */
export function readSecuritySchemes(document: OpenApiDocument): SecurityScheme[] {
  const schemes = findSchemes(document);
  if (!schemes) return [];
  return document.children(schemes).map(({ name, at }) => readScheme(document, name, at));
}

/**
 * The scheme of a name in a Security Requirement: one of `components.securitySchemes` or, since
 * OpenAPI 3.2, whatever Security Scheme Object the name leads to as a URI. Undefined for neither.
 */
export function findSecurityScheme(
  document: OpenApiDocument,
  name: string,
  from: Located,
): SecurityScheme | undefined {
  const schemes = findSchemes(document);
  const known = schemes && document.child(schemes, name);
  const at = known ?? (/[#/.]/.test(name) ? document.resolve(name, from) : undefined);
  const followed = at && document.follow(at);
  return followed && isJsonObject(followed.node) ? readScheme(document, name, followed) : undefined;
}

/** `components.securitySchemes`, when there is one. */
function findSchemes(document: OpenApiDocument): Located | undefined {
  const components = document.child(document.root, 'components');
  return components && document.child(components, 'securitySchemes');
}

function readScheme(document: OpenApiDocument, name: string, reference: Located): SecurityScheme {
  const at = document.follow(reference) ?? reference;
  const text = (member: string) => toText(getOwn(at.node, member)) ?? '';
  const flows = document.child(at, 'flows');
  return {
    name,
    type: text('type'),
    scheme: text('scheme').toLowerCase(),
    in: text('in'),
    parameterName: text('name'),
    flows: flows ? document.children(flows).flatMap((flow) => readFlow(document, flow)) : [],
    openIdConnectUrl: text('openIdConnectUrl'),
    at,
  };
}

function readFlow(
  document: OpenApiDocument,
  { name: kind, at }: { readonly name: string; readonly at: Located },
): OAuthFlow[] {
  if (kind.startsWith('x-') || !isJsonObject(at.node)) return [];
  const url = (member: string) => toText(getOwn(at.node, member)) ?? '';
  const scopes = document.child(at, 'scopes');
  return [
    {
      kind,
      authorizationUrl: url('authorizationUrl'),
      tokenUrl: url('tokenUrl'),
      refreshUrl: url('refreshUrl'),
      deviceAuthorizationUrl: url('deviceAuthorizationUrl'),
      scopes: scopes ? document.children(scopes).map(({ name }) => name) : [],
    },
  ];
}

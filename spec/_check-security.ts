import { isJsonArray, isJsonObject, toArray, toText } from '../kernel/json.ts';
import { findNearest } from '../kernel/words.ts';
import type { FaultList } from './_fault-list.ts';
import type { Located, OpenApiDocument } from './document.ts';
import { findHttpScheme, httpSchemeNames } from './http-schemes.ts';
import { listOperations } from './path-item.ts';
import {
  findSecurityScheme,
  readSecuritySchemes,
  type SecurityScheme,
} from './security-schemes.ts';

/** Security schemes and what asks for them. Nothing here stops a document from being served. */
export function checkSecurity(document: OpenApiDocument, faults: FaultList): void {
  const schemes = readSecuritySchemes(document);
  for (const scheme of schemes) {
    const odd = describeOdd(scheme);
    if (odd) faults.warn(scheme.at, `The security scheme "${scheme.name}" ${odd[0]}.`, odd[1]);
  }
  const known = schemes.map(({ name }) => name);
  const checking: Checking = { document, faults, known, told: new Set() };
  checkOwner(checking, document.root);
  const paths = document.child(document.root, 'paths');
  for (const { at } of paths ? document.children(paths) : []) {
    const item = document.follow(at);
    for (const operation of item ? listOperations(document, item) : []) {
      checkOwner(checking, operation.at);
    }
  }
}

interface Checking {
  readonly document: OpenApiDocument;
  readonly faults: FaultList;
  /** The names of the declared schemes. */
  readonly known: readonly string[];
  /** What was told already: a slip that a thousand operations share is told once. */
  readonly told: Set<string>;
}

const types = ['apiKey', 'http', 'mutualTLS', 'oauth2', 'openIdConnect'];

/** What is odd and how to mend it; undefined when all is well. */
function describeOdd(scheme: SecurityScheme): readonly [string, string] | undefined {
  const { type, scheme: name, flows, openIdConnectUrl } = scheme;
  if (type === 'apiKey') return describeKey(scheme);
  if (type === 'oauth2' && flows.length === 0) {
    return ['has no flows', 'Add "flows" with a tokenUrl and scopes.'];
  }
  if (type === 'openIdConnect' && openIdConnectUrl === '') {
    return ['has no openIdConnectUrl', 'Add the URL of the discovery document.'];
  }
  if (!types.includes(type)) {
    const says = `has the type "${type}", which asks for nothing that is known`;
    return [says, `Types are ${types.join(', ')}.`];
  }
  if (type !== 'http' || findHttpScheme(name)) return undefined;
  if (name === '') return ['names no scheme', 'Add "scheme: bearer" or another.'];
  const says = `has the unregistered scheme "${name}", of which any credentials are taken`;
  return [says, `Registered are ${httpSchemeNames.join(', ')}.`];
}

function describeKey({ in: place, parameterName }: SecurityScheme) {
  const isPlaced = ['header', 'query', 'cookie'].includes(place);
  if (isPlaced && parameterName !== '') return undefined;
  return ['does not say where the key travels', 'Give it a "name", and "in: header".'] as const;
}

/** The `security` of the document or of an operation. */
function checkOwner(checking: Checking, owner: Located): void {
  const { document, faults } = checking;
  const list = document.child(owner, 'security');
  if (!list) return;
  const mend = 'Write "- name: []".';
  if (!isJsonArray(list.node)) {
    faults.warn(list, 'The "security" is not a list, so nothing is asked.', mend);
    return;
  }
  for (const { at } of document.children(list)) {
    if (isJsonObject(at.node)) checkRequirement(checking, at);
    else faults.warn(at, 'The security requirement is not an object; it is left out.', mend);
  }
}

function checkRequirement(checking: Checking, at: Located): void {
  const { document } = checking;
  const found: SecurityScheme[] = [];
  for (const { name, at: scopes } of document.children(at)) {
    const scheme = findSecurityScheme(document, name, scopes);
    if (!scheme) {
      const message = `The security scheme "${name}" is not declared; it asks nothing.`;
      warnOnce(checking, scopes, { message, name, known: checking.known });
      continue;
    }
    found.push(scheme);
    checkScopes(checking, scheme, scopes);
  }
  const rivals = found.filter(({ type }) => /^(http|oauth2|openIdConnect)$/.test(type));
  if (new Set(rivals.map(toSchemeName)).size < 2) return;
  const names = rivals.map(({ name }) => `"${name}"`).join(' and ');
  const message = `${names} both want the field Authorization; either is taken.`;
  warnOnce(checking, at, { message, mend: 'Make them alternatives: a dash before each.' });
}

function toSchemeName({ type, scheme }: SecurityScheme): string {
  return type === 'http' ? scheme : 'bearer';
}

function checkScopes(checking: Checking, { name, type, flows }: SecurityScheme, scopes: Located) {
  if (type !== 'oauth2') return;
  const known = [...new Set(flows.flatMap((flow) => flow.scopes))];
  for (const scope of toArray(scopes.node).flatMap((one) => toText(one) ?? [])) {
    if (known.includes(scope)) continue;
    const message = `"${name}" declares no scope "${scope}".`;
    warnOnce(checking, scopes, { message, name: scope, known });
  }
}

interface Warning {
  readonly message: string;
  readonly mend?: string;
  /** What was written, and what could have been meant. */
  readonly name?: string;
  readonly known?: readonly string[];
}

function warnOnce({ faults, told }: Checking, at: Located, warning: Warning): void {
  const { message, name = '', known = [] } = warning;
  if (told.has(message)) return;
  told.add(message);
  const nearest = findNearest(name, known);
  const mend = nearest ? `Did you mean "${nearest}"?` : 'Declare it in securitySchemes.';
  faults.warn(at, message, warning.mend ?? mend);
}

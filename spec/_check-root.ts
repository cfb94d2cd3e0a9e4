import { getOwn, isJsonArray, isJsonObject, toSnippet, toText } from '../kernel/json.ts';
import type { FaultList } from './_fault-list.ts';
import type { Located, OpenApiDocument } from './document.ts';

/** The version, `info`, whether there are paths, and servers. */
export function checkRoot(document: OpenApiDocument, faults: FaultList): void {
  checkVersion(document, faults);
  checkInfo(document, faults);
  const paths = document.child(document.root, 'paths');
  const isBeyond = ['webhooks', 'components'].some((name) => document.child(document.root, name));
  if (!isJsonObject(paths?.node) && !(isBeyond && !document.isLegacyDialect)) {
    const mend = 'Add at least one path, such as "/pets:".';
    faults.warn(
      paths ?? document.root,
      'There are no "paths", so there is nothing to serve.',
      mend,
    );
  }
  checkServers(document, document.root, faults);
}

function checkVersion(document: OpenApiDocument, faults: FaultList): void {
  const at = document.child(document.root, 'openapi');
  if (!at) return;
  const { version } = document;
  const isKnown = /^3(\.[012](\.|$)|$)/.test(version);
  if (!isKnown) {
    const message = `The version ${version} is not known; it is read as 3.2.`;
    faults.warn(at, message, 'Known are 3.0, 3.1 and 3.2.');
  } else if (at.node !== version) {
    const kind = typeof at.node === 'number' ? 'the number ' : '';
    const message = `The version is ${kind}${toSnippet(at.node)}; it is read as "${version}".`;
    faults.warn(at, message, `Write "${version}" in quotes, and nothing else.`);
  }
}

function checkInfo(document: OpenApiDocument, faults: FaultList): void {
  const info = document.child(document.root, 'info');
  const mend = 'Add "info: { title: Pets, version: 1.0.0 }".';
  if (!info || !isJsonObject(info.node)) {
    faults.warn(info ?? document.root, 'The document has no "info".', mend);
    return;
  }
  const { node } = info;
  const lacking = ['title', 'version'].filter((name) => toText(getOwn(node, name)) === undefined);
  if (lacking.length === 0) return;
  const names = lacking.map((name) => `no "${name}"`).join(' and ');
  faults.warn(info, `The "info" has ${names} in text.`, mend);
}

function checkServers(document: OpenApiDocument, owner: Located, faults: FaultList): void {
  const servers = document.child(owner, 'servers');
  if (!servers) return;
  if (!isJsonArray(servers.node)) {
    faults.warn(servers, 'The "servers" are not a list; they are left out.', 'Write "- url: /".');
    return;
  }
  for (const { at } of document.children(servers)) checkServer(document, at, faults);
}

function checkServer(document: OpenApiDocument, at: Located, faults: FaultList): void {
  const url = toText(getOwn(at.node, 'url'));
  if (url === undefined) {
    faults.warn(at, 'The server has no "url"; it is left out.', 'Add one, such as "url: /v1".');
    return;
  }
  const variables = document.child(at, 'variables');
  for (const [, name = ''] of url.matchAll(/\{([^{}]*)\}/g)) {
    const variable = variables && document.child(variables, name);
    if (toText(getOwn(variable?.node, 'default')) !== undefined) continue;
    const message = `The variable {${name}} of the server has no default.`;
    faults.warn(variable ?? at, message, `Add it to "variables", with a "default" in text.`);
  }
}

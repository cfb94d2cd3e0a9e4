import { existsSync } from 'node:fs';
import { findNearest } from '../kernel/words.ts';
import type { DocumentEntry } from '../mock/index.ts';
import { findBaseMistake } from '../spec/places.ts';
import { UsageError } from './usage.ts';

/** The flags that say which documents are meant, and how they are read. */
export interface DocumentFlags {
  readonly overlay?: readonly string[];
  readonly base?: readonly string[];
  readonly header?: readonly string[];
  /** True without hosts. */
  readonly allowRemoteRefs?: string | true;
  /** False: none is looked for. */
  readonly config?: string | false;
}

/** A document on the command line, as it was named. */
export type NamedDocument = Pick<DocumentEntry, 'base' | 'headers'> & { readonly document: string };

const commands = ['mock', 'explain', 'check', 'token', 'pact', 'help'];

/**
 * Reads `pets.yaml`, `https://…` and `/shop=pets.yaml`, the `--base` that goes with each, and the
 * fields for fetching them. Throws `UsageError` for a command that is misspelt, and for flags that
 * cannot be told which document they are for.
 */
export function toDocuments(
  names: readonly string[],
  { base: bases = [], header = [] }: DocumentFlags,
): readonly NamedDocument[] {
  const [first] = names;
  if (first !== undefined) checkCommand(first);
  const documents = withBases(names.map(toDocument), bases);
  return header.length > 0 ? withHeaders(documents, header) : documents;
}

/** True for what is fetched. */
export function isAddress(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

/** A file may well have `=` in its path: one that is there is meant. */
function toDocument(text: string): NamedDocument {
  const [, base, document] = /^(\/[^=]*)=(.+)$/.exec(text) ?? [];
  if (base === undefined || document === undefined || existsSync(text)) return { document: text };
  return { document, base: toBase(base) };
}

function toBase(base: string): string {
  const trimmed = base.length > 1 ? base.replace(/\/$/, '') : base;
  const mistake = findBaseMistake(trimmed);
  if (mistake !== undefined) throw new UsageError(`The base ${mistake}`);
  return trimmed;
}

function withBases(documents: readonly NamedDocument[], bases: readonly string[]) {
  if (bases.length === 0) return documents;
  const isMixed = documents.some(({ base }) => base !== undefined);
  if (bases.length === documents.length && !isMixed) {
    return documents.map((one, index) => ({ ...one, base: toBase(bases[index] ?? '') }));
  }
  const wanted = documents.length === 0 ? 'no document' : `${documents.length} documents`;
  throw new UsageError(
    `There are ${bases.length} --base for ${wanted}. Give one for each, in their order, or write ${bases[0]}=${documents[0]?.document ?? 'document.yaml'}.`,
  );
}

function withHeaders(documents: readonly NamedDocument[], header: readonly string[]) {
  const headers = Object.fromEntries(header.map(toField));
  const addresses = documents.filter(({ document }) => isAddress(document));
  const origins = new Set(addresses.map(({ document }) => toOrigin(document)));
  if (origins.size === 1) {
    return documents.map((one) => (isAddress(one.document) ? { ...one, headers } : one));
  }
  throw new UsageError(
    origins.size === 0
      ? '--header is for fetching a document over http(s), and none is named.'
      : '--header would go to several servers. Say in standin.config.yaml which document each is for.',
  );
}

function toOrigin(address: string): string {
  return URL.canParse(address) ? new URL(address).origin : address;
}

function toField(text: string): [string, string] {
  const [, name, value] = /^([\w!#$%&'*+.^`|~-]+):\s*([\x20-\x7e]*)$/.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return [name, value.trim()];
  // What was meant to be secret is not repeated.
  throw new UsageError('--header is no field. Write it as "Name: value".');
}

/** The hosts of `--allow-remote-refs=a.example.com,b.example.com`. */
export function toAllowed(flag: string | true): true | readonly string[] {
  if (flag === true) return true;
  const hosts = flag.split(',').map((host) => host.trim());
  const odd = hosts.find((host) => !/^(\[[\da-f:.]+\]|[\w.-]+)(:\d+)?$/i.test(host));
  if (odd === undefined && !existsSync(flag)) return hosts;
  throw new UsageError(
    `--allow-remote-refs took "${odd ?? flag}" for a host. Write --allow-remote-refs=schemas.example.com, or the flag alone after the documents.`,
  );
}

/** `standin explian` means a command, unless there is a file of that name. */
function checkCommand(name: string): void {
  if (/[./\\:=]/.test(name) || existsSync(name)) return;
  const nearest = findNearest(name, commands);
  if (nearest === undefined) return;
  throw new UsageError(
    `There is no command and no file "${name}". Did you mean "standin ${nearest}"?`,
  );
}

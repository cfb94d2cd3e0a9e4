import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { getOwn, isJsonObject, type Json, toArray, toObject, toText } from '../../kernel/json.ts';
import { toPointer } from '../../kernel/pointer.ts';
import { DocumentError } from '../../spec/fault.ts';
import { parseSource, type Source } from '../../spec/source.ts';
import { type Interaction, readInteraction } from './_interaction.ts';

export type { Interaction } from './_interaction.ts';

/** A pact file (Pact specification 2 to 4), as far as it is about HTTP. */
export interface Pact {
  readonly source: Source;
  readonly consumer: string;
  readonly provider: string;
  readonly interactions: readonly Interaction[];
  /** How many interactions are no HTTP, such as messages. */
  readonly others: number;
}

/** Reads a pact file. Throws `DocumentError` with file:line:column. */
export async function readPact(path: string): Promise<Pact> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw fault({ path, message: `The pact cannot be read: ${reason}.` });
  });
  return toPact(parseSource(pathToFileURL(path).href, path, text));
}

/** True for JSON that claims to be a pact. */
export function isPact(root: Json): boolean {
  return isJsonObject(root) && isJsonObject(root.consumer) && isJsonObject(root.provider);
}

function toPact(source: Source): Pact {
  const { root, name: path } = source;
  const [consumer, provider] = [toName(root, 'consumer'), toName(root, 'provider')];
  if (consumer === undefined || provider === undefined) {
    throw fault({
      path,
      message: 'A pact names its consumer and its provider; this file does not.',
    });
  }
  const version = toSpecification(root);
  const all = toArray(getOwn(root, 'interactions'));
  const interactions = all.flatMap((node, index) => {
    const pointer = toPointer(['interactions', index]);
    if (!isHttp(node)) return [];
    const interaction = readInteraction({ node, pointer, version });
    if (interaction) return [interaction];
    const { line, column } = source.positionOf(pointer);
    const message = 'This interaction lacks a request with method and path, or a response.';
    throw fault({ path, line, column, pointer, message });
  });
  return { source, consumer, provider, interactions, others: all.length - interactions.length };
}

function toName(root: Json, role: string): string | undefined {
  return toText(getOwn(getOwn(root, role), 'name'));
}

/** `metadata.pactSpecification.version`, and the two older places of it. */
function toSpecification(root: Json): number {
  const metadata = toObject(getOwn(root, 'metadata'));
  const texts = [
    getOwn(metadata.pactSpecification, 'version'),
    getOwn(metadata['pact-specification'], 'version'),
    metadata.pactSpecificationVersion,
  ];
  return Number.parseInt(texts.map(toText).find((text) => text !== undefined) ?? '2', 10);
}

function isHttp(node: Json): boolean {
  const type = toText(getOwn(node, 'type'));
  return type === undefined || type.toLowerCase() === 'synchronous/http';
}

interface Flaw {
  readonly path: string;
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
  readonly pointer?: string;
}

function fault({ path, message, line = 1, column = 1, pointer = '' }: Flaw): DocumentError {
  const mend = 'Give a file that a Pact library wrote.';
  const position = { file: path, line, column };
  return new DocumentError([{ severity: 'error', position, pointer, message, mend }]);
}

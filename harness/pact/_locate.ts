import { type Json, toArray } from '../../kernel/json.ts';
import { appendToken, getAt } from '../../kernel/pointer.ts';
import type { Located, OpenApiDocument } from '../../spec/document.ts';
import type { Operation } from '../../spec/model.ts';
import { findContent, findResponse } from '../../spec/responses.ts';
import type { Comparable } from './_comparable.ts';
import type { Interaction } from './_interaction.ts';

/** A place as the comparator tells it: steps joined by dots, names with dots left as they are. */
type Dotted = string;

/** The step of a dotted place that is the longest of these names, and what follows it. */
function takeStep(names: readonly string[], dotted: Dotted, isSame = isEqual) {
  const fits = names.filter((name) => {
    const next = dotted[name.length];
    return isSame(dotted.slice(0, name.length), name) && (next === undefined || next === '.');
  });
  const [name] = fits.sort((a, b) => b.length - a.length);
  return name === undefined ? undefined : { name, rest: dotted.slice(name.length + 1) };
}

function isEqual(a: string, b: string): boolean {
  return a === b;
}

function isEqualIgnoringCase(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** The JSON Pointer into a pact of a place in an interaction, or of the nearest round it. */
export function locateInPact(root: Json, interaction: Interaction, location: string): string {
  const found = /^\[root\]\.interactions\[\d+\]\.(request|response)\.([a-z]+)\.?(.*)$/s.exec(
    location,
  );
  if (!found) return interaction.pointer;
  const [, half = '', part = '', dotted = ''] = found;
  const message = half === 'request' ? interaction.request : interaction.response;
  const start = part === 'body' ? message.bodyPointer : `${interaction.pointer}/${half}/${part}`;
  const isSame = part === 'headers' ? isEqualIgnoringCase : isEqual;
  if (getAt(root, start) === undefined) return `${interaction.pointer}/${half}`;
  return descendJson(root, start, { dotted, isSame });
}

interface JsonSteps {
  readonly dotted: Dotted;
  readonly isSame: (a: string, b: string) => boolean;
}

function descendJson(root: Json, pointer: string, { dotted, isSame }: JsonSteps): string {
  const node = getAt(root, pointer);
  if (typeof node !== 'object' || node === null) return pointer;
  const step = takeStep(Object.keys(node), dotted, isSame);
  if (!step) return pointer;
  return descendJson(root, appendToken(pointer, step.name), { dotted: step.rest, isSame });
}

/** What the comparator says of a place in its form of the document. */
export interface ComparablePlace {
  readonly operation: Operation;
  /** What follows the method in the location. */
  readonly rest: Dotted;
  readonly status: number;
  /** The property that is told to be missing: of several `required`, one that names it is meant. */
  readonly missing: string | undefined;
}

/** The place in the real document that is meant, or the nearest round it. */
export function locateInDocument(comparable: Comparable, place: ComparablePlace): Located {
  const { operation, rest } = place;
  const [, part = '', keyword = ''] = /^(.*?)(?:\.schema\.(.*))?$/s.exec(rest) ?? [];
  const owner = findOwner(place, part);
  const named = /^components\.schemas\.(S\d+)\.?(.*)$/s.exec(keyword);
  const root = comparable.schemas.find(named?.[1] ?? '');
  const descent = { document: operation.document, missing: place.missing };
  if (root) return descend(descent, root, named?.[2] ?? '');
  return keyword === '' ? owner.at : descend(descent, owner.schema ?? owner.at, keyword);
}

interface Owner {
  readonly at: Located;
  readonly schema?: Located;
}

/** The parameter, body, response or header that a location is about. */
function findOwner({ operation, status }: ComparablePlace, part: Dotted): Owner {
  const index = /^\.parameters\[(\d+)\]/.exec(part)?.[1];
  const parameter = index === undefined ? undefined : operation.parameters[Number(index)];
  if (parameter) return parameter;
  const [, half, mediaType] =
    /^\.(requestBody|responses\.\w+)\.content(?:\.(.*))?$/s.exec(part) ?? [];
  const response = part.startsWith('.responses') ? findResponse(operation, status) : undefined;
  const content = half === 'requestBody' ? operation.requestBody?.content : response?.content;
  const found = mediaType === undefined ? undefined : findContent(content ?? [], mediaType);
  if (found) return found;
  const name = /^\.responses\.\w+\.headers\.(.*)$/s.exec(part)?.[1];
  const header = response?.headers.find((one) => one.name === name);
  if (header) return header;
  if (response) return response;
  if (half === 'requestBody') return operation.requestBody ?? operation;
  const responses = operation.document.child(operation.at, 'responses');
  return part === '.responses' && responses ? { at: responses } : operation;
}

interface Descent {
  readonly document: OpenApiDocument;
  readonly missing: string | undefined;
}

function descend(descent: Descent, from: Located, dotted: Dotted): Located {
  const { document, missing } = descent;
  const at = document.follow(from) ?? from;
  const names = document.children(at).map(({ name }) => name);
  const step = takeStep(names, dotted);
  const child = step && document.child(at, step.name);
  const isOther =
    step?.name === 'required' && missing !== undefined && !toArray(child?.node).includes(missing);
  if (step && child && !isOther) return descend(descent, child, step.rest);
  // The comparator merges allOf: what it names may be written in any branch.
  const all = dotted === '' ? undefined : document.child(at, 'allOf');
  for (const { at: branch } of all ? document.children(all) : []) {
    const deeper = descend(descent, branch, dotted);
    if (deeper.pointer !== (document.follow(branch) ?? branch).pointer) return deeper;
  }
  return at;
}

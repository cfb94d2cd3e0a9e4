import { isJsonObject, toSnippet, toText } from '../kernel/json.ts';
import { findNearest } from '../kernel/words.ts';
import type { Work } from '../kernel/work.ts';
import { checkOperation } from './_check-operation.ts';
import { checkParameters, readPathNames } from './_check-parameters.ts';
import { findAmbiguous } from './_conflicts.ts';
import type { FaultList } from './_fault-list.ts';
import { isBareReference } from './_holders.ts';
import { toSegment } from './_segment.ts';
import type { Located, OpenApiDocument } from './document.ts';
import { methods } from './model.ts';
import { listOperations, toPath } from './path-item.ts';
import { getTemplateNames, toCanonical, toSegments } from './path-template.ts';

/** A path and its Path Item Object. */
interface PathPlace {
  readonly path: string;
  /** Where the path is written. */
  readonly at: Located;
  readonly item: Located;
}

/** Path templates, and what stands below them. */
export function* checkPaths(
  document: OpenApiDocument,
  paths: Located,
  faults: FaultList,
): Work<void> {
  const templates = new Map<string, Template>();
  const ids = new Map<string, string>();
  for (const { name, at } of document.children(paths)) {
    if (name.startsWith('x-')) continue;
    yield;
    const path = toPath(name);
    checkTemplate(name, at, faults);
    const item = document.follow(at);
    const own = item ? listOperations(document, item).map(({ method }) => method) : [];
    const canonical = toCanonical(path);
    const twin = templates.get(canonical);
    if (twin) warnOfTwin(twin, { at, own }, faults);
    else templates.set(canonical, { path, at, methods: new Set() });
    for (const method of own) templates.get(canonical)?.methods.add(method);
    if (!item) continue;
    if (!isJsonObject(item.node)) {
      const message = 'The path item is not an object; it is left out.';
      faults.warn(item, message, 'Put methods below it.');
      continue;
    }
    const place = { path, at, item };
    checkItemFields(document, place, faults);
    checkIds(document, { place, ids }, faults);
    yield* checkItem(document, place, faults);
  }
  warnOfAmbiguous([...templates.values()], faults);
}

function checkTemplate(path: string, at: Located, faults: FaultList): void {
  if (!path.startsWith('/')) {
    const message = `The path "${path}" does not begin with a slash; it is served as "/${path}".`;
    faults.warn(at, message, `Write "/${path}".`);
  }
  if (/\s/.test(path)) {
    const message = `The path ${toSnippet(path)} has white space in it, which no request can.`;
    faults.warn(at, message, `Write "${path.replaceAll(/\s+/g, '')}".`);
  }
  const rest = path.replace(/\{[^{}/]*\}/g, '');
  if (/[{}]/.test(rest)) {
    const message = `The braces in the path "${path}" do not match; they are taken as they are.`;
    faults.warn(at, message, 'Write each parameter as one {name} within one segment.');
  }
  if (/[?#]/.test(path)) {
    const mend = 'Leave out what stands behind it; OpenAPI has no words for it.';
    faults.warn(at, `No request reaches the path "${path}": it ends before the ? or #.`, mend);
  }
  const names = getTemplateNames(path);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    const message = `The path names {${twice}} twice; the first counts.`;
    faults.warn(at, message, 'Give each parameter a name of its own.');
  }
}

const itemFields = '$ref summary description servers parameters additionalOperations'.split(' ');

function checkItemFields(document: OpenApiDocument, { item }: PathPlace, faults: FaultList): void {
  for (const name of Object.keys(item.node ?? {})) {
    const isMethod = methods.includes(name);
    const holder = isMethod ? document.child(item, name) : undefined;
    if (holder && isBareReference(holder.node)) {
      const message = `"${name}" is a reference, for which OpenAPI has no room here; it is followed.`;
      faults.warn(holder, message, 'Put what it leads to in its place, or refer to a path item.');
    }
    if (name.startsWith('x-') || isMethod || itemFields.includes(name)) continue;
    const nearest = findNearest(name.toLowerCase(), methods);
    const mend = nearest ? `Did you mean "${nearest}"?` : `Methods are ${methods.join(', ')}.`;
    const at = document.child(item, name) ?? item;
    faults.warn(at, `"${name}" is no method and no field of a path item.`, mend);
  }
}

interface Ids {
  readonly place: PathPlace;
  /** Which operation has an id. */
  readonly ids: Map<string, string>;
}

function checkIds(document: OpenApiDocument, { place, ids }: Ids, faults: FaultList): void {
  for (const { method, at } of listOperations(document, place.item)) {
    const holder = document.child(at, 'operationId');
    const id = toText(holder?.node);
    if (!holder || id === undefined) continue;
    const name = `${method} ${place.path}`;
    const other = ids.get(id);
    // Two paths may refer to one path item.
    if (other === undefined) ids.set(id, name);
    else if (other !== name) {
      const message = `The operationId "${id}" is also that of ${other}.`;
      faults.warn(holder, message, 'Give each operation an id of its own.');
    }
  }
}

function* checkItem(document: OpenApiDocument, place: PathPlace, faults: FaultList): Work<void> {
  const { path, at, item } = place;
  yield* checkParameters(document, { path, owner: item }, faults);
  const shared = readPathNames(document, item);
  for (const { at: operation } of listOperations(document, item)) {
    yield* checkOperation(document, { path, owner: operation }, faults);
    const known = new Set([...shared, ...readPathNames(document, operation)]);
    for (const name of getTemplateNames(path)) {
      if (known.has(name) || !isJsonObject(operation.node)) continue;
      const message = `No parameter declares {${name}} of the path; any text is taken for it.`;
      faults.warn(
        at,
        message,
        `Declare it: { name: ${name}, in: path, required: true, schema: … }.`,
      );
    }
  }
}

interface Template {
  /** As it is first written. */
  readonly path: string;
  readonly at: Located;
  /** Of every path that is the same but for names. */
  readonly methods: Set<string>;
}

function warnOfTwin(
  { path, methods: known }: Template,
  { at, own }: { readonly at: Located; readonly own: readonly string[] },
  faults: FaultList,
): void {
  const both = own.filter((method) => known.has(method)).join(' and ');
  const how =
    both === ''
      ? 'each answers its own methods'
      : `${both} of it answers what its parameters name (default, enum, const, example) or alone admit`;
  const mend = 'Keep one of them; OpenAPI forbids two paths that differ in names only.';
  faults.warn(at, `The path is the same as "${path}" but for names; ${how}.`, mend);
}

function warnOfAmbiguous(templates: readonly Template[], faults: FaultList): void {
  const compiled = templates.map(({ path: template }) => {
    return { template, segments: toSegments(template).map(toSegment) };
  });
  const places = new Map(templates.map(({ path, at }) => [path, at]));
  for (const { taken, passed } of findAmbiguous(compiled)) {
    const at = places.get(passed);
    if (!at) continue;
    const message = `Some paths fit both "${passed}" and "${taken}"; they are given to the latter if it has the method.`;
    faults.warn(at, message, 'Make them differ in a segment that is no parameter in either.');
  }
}

import { getOwn, type Json, toArray, toObject, toText } from '../../kernel/json.ts';
import { fromPointer, getAt, toPointer } from '../../kernel/pointer.ts';
import { findNearest } from '../../kernel/words.ts';
import { compileSchemaFile } from './schema-file.ts';
import type { Violation } from './validators.ts';

/** One broken rule of the schema of a file, in words. */
export interface Slip {
  /** Of the value, or of the member that does not belong there. */
  readonly pointer: string;
  readonly message: string;
  readonly mend: string;
  /** True when it is about a name, not about the value that goes under it. */
  readonly isName: boolean;
}

interface Words {
  readonly schema: Json;
  /** What the whole is called. */
  readonly whole: string;
}

/**
 * Finds the rules that a file of people breaks: the schema's descriptions say what was expected,
 * and a misspelt member is told the nearest one.
 */
export function compileSlips(schema: Json, whole: string): (root: Json) => Slip[] {
  const validate = compileSchemaFile(schema);
  return (root) => validate(root).map((violation) => toSlip({ schema, whole }, violation, root));
}

function toSlip(
  { schema, whole }: Words,
  { instanceLocation, keywordLocation, rule, message }: Violation,
  root: Json,
): Slip {
  const place = keywordLocation.slice(1, keywordLocation.lastIndexOf('/'));
  const name = fromPointer(instanceLocation).at(-1);
  const label =
    name === undefined ? whole : /^\d+$/.test(name) ? `Item ${Number(name) + 1}` : `"${name}"`;
  const description = toText(getOwn(getAt(schema, place), 'description')) ?? '';
  const isName = rule === 'additionalProperties' || place.endsWith('/propertyNames');
  const common = { pointer: instanceLocation, isName };
  if (rule === 'additionalProperties') {
    return { ...common, message: `${label} ${message}.`, mend: toKnown(schema, place, name ?? '') };
  }
  if (rule === 'required') {
    return {
      ...common,
      message: `${label} ${message}.`,
      mend: toLacking(schema, place, getAt(root, instanceLocation)),
    };
  }
  if (rule === 'enum') {
    const mend = toChoice(getAt(schema, `${place}/enum`), getAt(root, instanceLocation));
    return { ...common, message: `${label} ${message}.`, mend: mend ?? description };
  }
  if (rule === 'anyOf')
    return { ...common, message: `${label} does nothing.`, mend: `Give it one: ${description}` };
  if (rule === 'not') {
    const mend = toText(getAt(schema, `${place}/not/description`)) ?? description;
    return { ...common, message: `${label} contradicts itself.`, mend };
  }
  return { ...common, message: `${label} ${message}.`, mend: description };
}

/** What could have been meant by a member that does not belong there. */
function toKnown(schema: Json, place: string, name: string): string {
  const known = Object.keys(toObject(getAt(schema, `${place}/properties`)));
  const nearest = findNearest(name, known);
  return nearest ? `Did you mean "${nearest}"?` : `Known here: ${known.join(', ')}.`;
}

function toChoice(choices: Json | undefined, value: Json | undefined): string | undefined {
  const texts = toArray(choices).filter((choice) => typeof choice === 'string');
  const nearest = typeof value === 'string' ? findNearest(value, texts) : undefined;
  return nearest && `Did you mean "${nearest}"?`;
}

function toLacking(schema: Json, place: string, value: Json | undefined): string {
  const names = toArray(getAt(schema, `${place}/required`)).filter(
    (name) => typeof name === 'string' && getOwn(value, name) === undefined,
  );
  const [first] = names;
  const member = getAt(schema, `${place}${toPointer(['properties', String(first)])}`);
  const target = toText(getOwn(member, '$ref'))?.slice(1);
  const description =
    toText(getOwn(member, 'description')) ?? toText(getAt(schema, `${target}/description`));
  return `Add "${first}". ${description ?? ''}`.trim();
}

import { getOwn, isJsonObject, type Json, toSnippet } from '../../kernel/json.ts';
import { appendToken } from '../../kernel/pointer.ts';
import { type Discriminator, readDiscriminator } from '../discriminator.ts';
import type { Located } from '../document.ts';
import { leadsTo } from '../in-place.ts';
import type { Bench } from './_bench.ts';
import { listBranches } from './_twins.ts';
import { toViolation, type Validate, type Violation } from './_violation.ts';

/**
 * The judge of a `oneOf` or `anyOf` beside a discriminator. By the letter, what is valid is what
 * JSON Schema says: a discriminator never changes that. As it is meant, it settles which of several
 * alternatives that match is the one. Where nothing matches, it tells which alternative was meant,
 * and so what is wrong with the value.
 */
export function judgeChoice(at: Located, keyword: string, bench: Bench): Validate {
  const choice = toChoice(at, keyword, bench);
  const isSettling = bench.reading === 'lenient';
  return (value) => {
    const { branches } = choice;
    const named = findNamed(choice, value);
    const isExclusive = keyword === 'oneOf' && !(isSettling && named !== undefined);
    let passed = 0;
    for (const index of toOrder(choice, named)) {
      if (branches[index]?.validate(value).length === 0) passed++;
      if (passed > (isExclusive ? 1 : 0)) break;
    }
    if (passed === 1) return none;
    if (passed === 0) return explain(choice, value);
    const message = 'must match exactly one of the alternatives, but matches several';
    return [toViolation(at, keyword, { value, message })];
  };
}

const none: readonly Violation[] = [];

interface Branch {
  readonly at: Located;
  readonly validate: Validate;
}

interface Choice {
  readonly at: Located;
  readonly keyword: string;
  readonly branches: readonly Branch[];
  readonly discriminator: Discriminator | undefined;
  /** The branch that each name stands for. */
  readonly byName: ReadonlyMap<string, number>;
  readonly fallback: number | undefined;
}

function toChoice(at: Located, keyword: string, bench: Bench): Choice {
  const { document } = bench;
  const branches = listBranches(at, keyword, bench).map((branch) => ({
    at: branch,
    validate: bench.inPlace(branch),
  }));
  const discriminator = readDiscriminator(document, at);
  const find = (schema: Located): number | undefined => {
    const node = document.follow(schema)?.node ?? schema.node;
    const same = branches.findIndex((branch) => document.follow(branch.at)?.node === node);
    if (same >= 0) return same;
    const above = branches.findIndex((branch) => leadsTo(document, [branch.at], node));
    return above < 0 ? undefined : above;
  };
  const byName = new Map<string, number>();
  for (const { value, schema } of discriminator?.names ?? []) {
    const index = find(schema);
    if (index !== undefined) byName.set(value, index);
  }
  const { fallback } = discriminator ?? {};
  return { at, keyword, branches, discriminator, byName, fallback: fallback && find(fallback) };
}

/** The branch that a value names comes first: it decides most questions. */
function toOrder({ branches }: Choice, named: number | undefined): readonly number[] {
  const all = [...branches.keys()];
  return named === undefined ? all : [named, ...all.filter((index) => index !== named)];
}

function findNamed({ discriminator, byName, fallback }: Choice, value: Json): number | undefined {
  if (!discriminator || !isJsonObject(value)) return undefined;
  const name = toName(getOwn(value, discriminator.property));
  return (name === undefined ? undefined : byName.get(name)) ?? fallback;
}

/** Mapping keys are texts; values that are none may be compared as if they were (§4.8.25.3). */
function toName(value: Json | undefined): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? value : undefined;
}

/** What is wrong with a value that matches no branch. */
function explain(choice: Choice, value: Json): readonly Violation[] {
  const { at, keyword, branches, discriminator, byName } = choice;
  const named = findNamed(choice, value);
  if (named !== undefined) return branches[named]?.validate(value) ?? none;
  if (!discriminator || !isJsonObject(value) || byName.size === 0) {
    const message = 'must match exactly one of the alternatives, but matches none';
    const nothing = toViolation(at, keyword, { value, message });
    return [...branches.flatMap((branch) => branch.validate(value)), nothing];
  }
  const { property } = discriminator;
  const tag = getOwn(value, property);
  const names = toSnippet([...byName.keys()], 120);
  if (tag === undefined) {
    const message = `lacks the property "${property}", which tells the alternatives apart: one of ${names}`;
    return [toViolation(at, 'discriminator', { value, message })];
  }
  const message = `must be one of ${names}, which tell the alternatives apart, but is ${toSnippet(tag)}`;
  const path = appendToken('', property);
  return [toViolation(at, 'discriminator', { value: tag, message, path })];
}

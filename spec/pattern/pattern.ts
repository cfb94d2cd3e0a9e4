import { matches } from './_match.ts';
import { toProgram } from './_program.ts';
import { type Risk, toRisk } from './_risk.ts';
import { isAlien, toStrictSpelling, withoutCase } from './_spelling.ts';
import { parsePattern } from './parse.ts';
import type { PatternNode } from './tree.ts';

/** A `pattern` of a document, as it can be used here. */
export interface ReadPattern {
  readonly source: string;
  /**
   * `unicode`: ECMA-262 with `u`, as JSON Schema asks; `loose`: only without; `caseless`: it is once
   * the `(?i)` is gone that other languages begin with, and is read so; `none`: it is none of this
   * language and rules nothing out.
   */
  readonly flavour: 'unicode' | 'loose' | 'caseless' | 'none';
  /**
   * False when a longer text cannot be judged in bounded time, because the pattern both looks
   * around or back and repeats repeats; such a text is let through.
   */
  readonly isBounded: boolean;
  /** What texts can be made from; undefined where it was not understood. */
  readonly tree: PatternNode | undefined;
  /** True when a text made from the tree may still not match. */
  readonly isConditional: boolean;
  /** True when the pattern matches somewhere in the text. Never takes more than moments. */
  test(text: string): boolean;
}

/** Reads a pattern of a document, whoever wrote it. */
export function readPattern(source: string): ReadPattern {
  const found = toExpression(source);
  if (!found) {
    const base = { source, tree: undefined, isBounded: true, isConditional: true };
    return { ...base, flavour: 'none', test: () => true };
  }
  const { expression, flavour } = found;
  const tree = parsePattern(expression.source);
  const risk: Risk = tree ? toRisk(tree) : { longest: 64, conditional: true };
  const judge = toJudge(tree, expression, risk);
  return {
    source,
    flavour,
    tree,
    isConditional: risk.conditional,
    isBounded: judge.isBounded,
    test: (text) => (text.length <= risk.longest ? expression.test(text) : judge.test(text)),
  };
}

/** Judges texts that are too long to be tried by going back and forth. */
function toJudge(tree: PatternNode | undefined, expression: RegExp, { longest }: Risk) {
  const { flags } = expression;
  let program: ReturnType<typeof toProgram> | undefined;
  const toKnown = () => {
    program ??= tree && toProgram(tree, flags);
    return program;
  };
  const isHarmless = longest >= harmless;
  return {
    get isBounded() {
      return isHarmless || toKnown() !== undefined;
    },
    test: (text: string): boolean => {
      const known = toKnown();
      const answer = known && matches(known, text, flags.includes('u'));
      return answer ?? (isHarmless ? expression.test(text) : true);
    },
  };
}

/** A pattern that can be tried on texts of this length can be tried on any that come. */
const harmless = 100_000;

function toExpression(source: string) {
  const plain = withoutCase(source);
  if (isAlien(plain ?? source)) return undefined;
  if (plain !== undefined) {
    const caseless = compile(plain, 'iu') ?? compile(toStrictSpelling(plain), 'iu');
    return caseless && { expression: caseless, flavour: 'caseless' as const };
  }
  const strict = compile(source, 'u') ?? compile(toStrictSpelling(source), 'u');
  if (strict) return { expression: strict, flavour: 'unicode' as const };
  const loose = compile(source, '');
  return loose && { expression: loose, flavour: 'loose' as const };
}

function compile(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}

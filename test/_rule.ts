import { cruise, type Module } from './_cruise.ts';

/** Says, for a set of modules, where a rule is broken and how; empty when it is kept. */
export type Rule = (modules: readonly Module[]) => string[];

/** What a rule says about files made up for the purpose: path → text. */
export function judge(rule: Rule, files: Readonly<Record<string, string>>): string[] {
  return rule(cruise(new Map(Object.entries(files))));
}

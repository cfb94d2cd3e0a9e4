import type { Finding, Part } from '../../kernel/finding.ts';
import { type Json, toSnippet } from '../../kernel/json.ts';
import { toLocation } from '../document.ts';
import type { Parameter } from '../model.ts';

/** What findings are about: a parameter, or a part of the request that belongs to none. */
export interface Target {
  readonly part: Part;
  readonly name?: string;
  readonly keywordLocation: string;
}

/** What is wrong, in the words of a message: `says` a clause, `mend` an order. */
export interface Slip {
  readonly rule: string;
  /** JSON Pointer into the parameter's value; the whole of it when absent. */
  readonly at?: string;
  readonly value?: Json;
  readonly says: string;
  readonly mend: string;
}

/** What may be wrong with any text. */
export const textSlips = {
  'percent-encoding': {
    rule: 'percent-encoding',
    says: 'it is not well-formed percent-encoded UTF-8',
    mend: 'write "%" as "%25" and every other character as its UTF-8 bytes',
  },
  'control-character': {
    rule: 'control-character',
    says: 'it holds a control character below U+0020',
    mend: 'leave that character out',
  },
} as const;

/** Takes down what is wrong with one target. */
export interface Notes {
  /** Adds a finding. Answers undefined, which a reader returns in place of a value. */
  add(slip: Slip): undefined;
}

/** Notes that end up in `findings`. */
export function createNotes(target: Target, findings: Finding[]): Notes {
  return {
    add: (slip) => {
      findings.push(toFinding(target, slip));
    },
  };
}

/** The target of a parameter's findings. */
export function toTarget(parameter: Parameter): Target {
  const { name, in: part, at } = parameter;
  return { part, name, keywordLocation: toLocation(at) };
}

function toFinding(target: Target, slip: Slip): Finding {
  const { part, name, keywordLocation } = target;
  const { rule, at = '', says, mend } = slip;
  const value = slip.value === undefined ? undefined : toSnippet(slip.value);
  const place = at === '' ? '' : ` at ${at}`;
  const got = value === undefined ? '' : ` (found ${value})`;
  return {
    part,
    ...(name !== undefined && { name }),
    instanceLocation: at,
    keywordLocation,
    rule,
    ...(value !== undefined && { value }),
    message: `The ${toSubject(target)}${place} breaks the rule "${rule}": ${says}${got}; ${mend}.`,
  };
}

function toSubject({ part, name }: Target): string {
  if (name === undefined) return part === 'query' ? 'query string' : part;
  const label = toSnippet(name);
  return part === 'path' || part === 'query' ? `${part} parameter ${label}` : `${part} ${label}`;
}

import { type JsonRead, parseJson } from '../kernel/json-text.ts';
import { readPlainYaml } from './_yaml-plain.ts';
import { readYamlTree } from './_yaml-tree.ts';

/** Why a text is no YAML that has a meaning in JSON; the place is 1-based, where there is one. */
export interface YamlFault {
  readonly line?: number;
  readonly column?: number;
  readonly rule: string;
  readonly message: string;
}

/** Longer texts take so long to read that others would notice. */
const maxLength = 250_000;

/**
 * Reads YAML 1.2 (core schema, with merge keys) as the JSON it stands for, within the limits of
 * `parseJson`. A number that JSON does not have becomes null, as it does in JSON.
 */
export function parseYaml(text: string): JsonRead | { readonly fault: YamlFault } {
  if (text.length > maxLength) {
    const message = `it has more than ${maxLength} characters; send less at a time, or JSON`;
    return { fault: { rule: 'yaml-length', message } };
  }
  const read = readPlainYaml(text) ?? readYamlTree(text);
  if ('slip' in read) {
    const { line, column, isSyntax } = read.slip;
    const message = read.slip.message.replace(/^Not valid YAML: /, '').replace(/\.$/, '');
    // Where the stack ends differs from call to call.
    if (/call stack/.test(message)) {
      return { fault: { rule: 'yaml-depth', message: 'it is nested too deeply to be read' } };
    }
    return { fault: { ...(isSyntax && { line, column }), rule: 'yaml', message } };
  }
  const outcome = parseJson(toJsonText(read.value));
  if ('value' in outcome) return { value: outcome.value };
  const { rule, message } = outcome.fault;
  return { fault: { rule, message } };
}

/** An alias that stands in what it names has no end: such a value is no JSON text. */
function toJsonText(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return '';
  }
}

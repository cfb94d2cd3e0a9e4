import { stringify } from 'yaml';
import type { Json } from '../../kernel/json.ts';

/** A value as a YAML document, without references from one part of it to another. */
export function writeYaml(value: Json): string {
  return stringify(value, { aliasDuplicateObjects: false });
}

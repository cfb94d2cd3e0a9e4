import { readFileSync } from 'node:fs';
import type { Json } from '../kernel/json.ts';
import { once } from '../kernel/once.ts';
import { DocumentError } from '../spec/fault.ts';
import type { Source } from '../spec/source.ts';
import { compileSlips } from '../spec/validation/slips.ts';
import type { StandinConfig } from './config.ts';

const getFinder = once(() => compileSlips(readSchema(), 'The configuration'));

function readSchema(): Json {
  return JSON.parse(readFileSync(new URL('../mock/config.schema.json', import.meta.url), 'utf8'));
}

/** What a configuration says. Throws `DocumentError` with everything that its schema does not allow. */
export function toConfig({ root, positionOf }: Source): StandinConfig {
  if (isSound(root)) return root;
  const faults = getFinder()(root).map(({ pointer, message, mend }) => {
    return { severity: 'error', position: positionOf(pointer), pointer, message, mend } as const;
  });
  faults.sort((a, b) => a.position.line - b.position.line || a.position.column - b.position.column);
  throw new DocumentError(faults);
}

/** The schema describes what the type does. */
function isSound(root: unknown): root is StandinConfig {
  // A source holds nothing but JSON.
  return getFinder()(root as Json).length === 0;
}

import {
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
  toText,
} from '../../kernel/json.ts';
import { type Delay, type Fault, faultKinds } from './fault.ts';

/** A fault of an object that its schema admits. */
export function toFault(body: JsonObject, fallbackName: string): Fault {
  const kind = faultKinds.find((candidate) => candidate === body.kind);
  const delay = toDelay(body.delay);
  return {
    name: toText(body.name) ?? fallbackName,
    ...pickTexts(body, ['operation', 'method', 'code']),
    ...pickNumbers(body, ['probability', 'skip', 'times', 'status', 'retryAfter']),
    ...(kind && { kind }),
    ...(delay !== undefined && { delay }),
  };
}

function pickTexts<Name extends string>(body: JsonObject, names: readonly Name[]) {
  const found: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = body[name];
    if (typeof value === 'string') found[name] = value;
  }
  return found;
}

function pickNumbers<Name extends string>(body: JsonObject, names: readonly Name[]) {
  const found: Partial<Record<Name, number>> = {};
  for (const name of names) {
    const value = body[name];
    if (typeof value === 'number') found[name] = value;
  }
  return found;
}

function toDelay(value: Json | undefined): Delay | undefined {
  if (typeof value === 'number') return value;
  if (!isJsonObject(value)) return undefined;
  if (isJsonArray(value.uniform)) {
    const [least, most] = value.uniform;
    if (typeof least === 'number' && typeof most === 'number') return { uniform: [least, most] };
  }
  const { lognormal } = value;
  if (!isJsonObject(lognormal)) return undefined;
  const { median, sigma } = lognormal;
  if (typeof median !== 'number' || typeof sigma !== 'number') return undefined;
  return { lognormal: { median, sigma } };
}

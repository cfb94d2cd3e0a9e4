import { getOwn, type Json, toArray, toText } from '../../kernel/json.ts';

/** What came of one interaction. */
export interface InteractionResult {
  readonly description: string;
  /** `pending`: it failed, but the pact is pending, which is no failure of the provider. */
  readonly outcome: 'passed' | 'failed' | 'pending';
}

/** What came of all. */
export interface Results {
  readonly isPassed: boolean;
  readonly interactions: readonly InteractionResult[];
  /** Failures that are of no interaction. */
  readonly others: readonly string[];
}

/** Reads the results of Pact's verifier; a text that is none is a failure itself. */
export function readResults(text: string): Results {
  const root = parse(text);
  if (root === undefined) return { isPassed: false, interactions: [], others: [text] };
  const pending = toArray(getOwn(root, 'pendingErrors')).map(toPlace);
  const failed = toArray(getOwn(root, 'errors'));
  const places = failed.map(toPlace);
  const interactions = toArray(getOwn(root, 'interactionResults')).map((result) => {
    const description = toText(getOwn(result, 'description')) ?? '';
    if (getOwn(result, 'result') === 'OK') return { description, outcome: 'passed' } as const;
    const isPending = isAmong(pending, description) && !isAmong(places, description);
    return { description, outcome: isPending ? 'pending' : 'failed' } as const;
  });
  const known = interactions.map(({ description }) => description);
  const others = failed.filter((error) => !known.some((name) => isAmong([toPlace(error)], name)));
  const isPassed = getOwn(root, 'result') === true;
  return { isPassed, interactions, others: others.map(toReason) };
}

/** An error is told with the names and the states before the description. */
function isAmong(places: readonly string[], description: string): boolean {
  return places.some((place) => place.endsWith(description));
}

function toPlace(error: Json): string {
  return toText(getOwn(error, 'interaction')) ?? '';
}

function toReason(error: Json): string {
  const message = toText(getOwn(getOwn(error, 'mismatch'), 'message'));
  return [toPlace(error), message].filter((part) => part !== undefined && part !== '').join(': ');
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

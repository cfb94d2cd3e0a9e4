import { getOwn, type Json, toArray, toText } from '../../kernel/json.ts';

/** What came of one interaction. */
export interface InteractionResult {
  readonly description: string;
  /** `pending`: it failed, but the pact is pending, which is no failure of the provider. */
  readonly outcome: 'passed' | 'failed' | 'pending';
}

/** Reads the results of Pact's verifier; none when the text is something else, such as an error. */
export function readResults(text: string): InteractionResult[] {
  const root = parse(text);
  const pending = toArray(getOwn(root, 'pendingErrors')).map(toInteraction);
  const failed = toArray(getOwn(root, 'errors')).map(toInteraction);
  return toArray(getOwn(root, 'interactionResults')).map((result) => {
    const description = toText(getOwn(result, 'description')) ?? '';
    if (getOwn(result, 'result') === 'OK') return { description, outcome: 'passed' };
    // An error is told with the names and states before the description.
    const isIn = (places: readonly string[]) => places.some((place) => place.endsWith(description));
    const isPending = isIn(pending) && !isIn(failed);
    return { description, outcome: isPending ? 'pending' : 'failed' };
  });
}

function toInteraction(error: Json): string {
  return toText(getOwn(error, 'interaction')) ?? '';
}

function parse(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

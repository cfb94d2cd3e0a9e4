/** A verb as the last segment of a path, where others would use a method. */
interface Verb {
  /** The methods it is called by. */
  readonly methods: readonly string[];
  /** The method that says the same. */
  readonly means: string;
}

const shown: Verb = { methods: ['GET'], means: 'GET' };
const changed: Verb = { methods: ['POST', 'PUT', 'PATCH'], means: 'PATCH' };
const removed: Verb = { methods: ['POST', 'DELETE'], means: 'DELETE' };
const made: Verb = { methods: ['POST', 'PUT'], means: 'POST' };

const ofItems: Readonly<Record<string, Verb>> = {
  ...{ json: shown, details: shown, detail: shown, show: shown, view: shown, get: shown },
  ...{ inspect: shown, update: changed, edit: changed, modify: changed, patch: changed },
  ...{ delete: removed, remove: removed, destroy: removed },
};

const ofCollections: Readonly<Record<string, Verb>> = {
  ...{ json: shown, list: shown, all: shown, index: shown, create: made, add: made, new: made },
};

/** The method that a verb after an item's path says: DELETE for `POST /things/{id}/delete`. */
export function toItemMethod(verb: string, method: string): string | undefined {
  return toMethod(ofItems, verb, method);
}

/** The method that a verb after a collection's path says: POST for `POST /things/create`. */
export function toCollectionMethod(verb: string, method: string): string | undefined {
  return toMethod(ofCollections, verb, method);
}

function toMethod(verbs: typeof ofItems, verb: string, method: string): string | undefined {
  const found = Object.hasOwn(verbs, verb.toLowerCase()) ? verbs[verb.toLowerCase()] : undefined;
  return found?.methods.includes(method) ? found.means : undefined;
}

import { toWords } from '../../kernel/words.ts';
import type { OpenApiDocument } from '../../spec/document.ts';
import { UnusableError } from '../unusable.ts';
import { callControl, findScenario, listScenarios, type MockAddress } from './_control.ts';
import type { ProviderState } from './_interaction.ts';
import { type Derived, toKey, toPactText } from './_pact-text.ts';
import { isLeftOut, type LeftOut, type Recorded, readEntry, toEntries } from './_recorded.ts';
import { findDifference, openReplay, type ReplaySession } from './_replay.ts';
import { compileRoutes } from './_routes.ts';

/** What is derived, and from where. */
export interface DeriveOptions {
  readonly url: string;
  readonly documents: readonly OpenApiDocument[];
  readonly consumer: string;
  /** The session whose journal is read; absent: the base. */
  readonly session?: string;
  /** The bearer token of the control API, where it asks for one. */
  readonly adminToken?: string;
  /** The scenario the session began in; absent: the one the mock tells, else `default`. */
  readonly state?: string;
  /** The parameters of `state`. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** What came of it. */
export interface Derivation {
  readonly pacts: readonly DerivedPact[];
  readonly leftOut: readonly LeftOut[];
  /** The provider state of every interaction; absent where the mock has no scenario. */
  readonly state?: ProviderState;
}

/** One pact file. */
export interface DerivedPact {
  /** `<consumer>-<provider>.json` */
  readonly name: string;
  readonly text: string;
  readonly interactions: number;
}

/**
 * Derives pacts from the journal of a mock, one for each document: sorted, each interaction once,
 * with matchers from the schemas. Every request is made again from a fresh start; what is answered
 * otherwise then, and what the journal does not tell in whole, is left out, with the reason. Throws
 * `UnusableError` when no interaction is left.
 */
export async function derivePacts(options: DeriveOptions): Promise<Derivation> {
  const { url, adminToken, session, consumer } = options;
  const mock = { url, ...(adminToken !== undefined && { adminToken }) };
  const own = { ...mock, ...(session !== undefined && { session }) };
  const state = await findState(own, options);
  const read = await readJournal(own, options.documents);
  const leftOut = read.filter(isLeftOut);
  const recorded = distinct(read.filter((one): one is Recorded => !isLeftOut(one)));
  const replay = await openReplay(mock, state);
  const kept = await tryAll(recorded, replay).finally(() => replay.close());
  const named = state === undefined ? {} : { state };
  const pacts = options.documents.flatMap((document): DerivedPact[] => {
    const mine = kept.derived.filter((one) => one.recorded.operation.document === document);
    if (mine.length === 0) return [];
    const provider = toProvider(document);
    const text = toPactText(mine, { consumer, provider, ...named });
    return [{ name: `${consumer}-${provider}.json`, text, interactions: mine.length }];
  });
  if (pacts.length > 0) return { pacts, leftOut: [...leftOut, ...kept.leftOut], ...named };
  throw new UnusableError(toNothing([...leftOut, ...kept.leftOut], session));
}

async function findState(
  mock: MockAddress,
  { state: name, parameters: params = {} }: DeriveOptions,
): Promise<ProviderState | undefined> {
  if (name !== undefined) return { name, params };
  const told = mock.session === undefined ? undefined : await findScenario(mock);
  if (told !== undefined) return { name: told, params };
  return (await listScenarios(mock)).includes('default') ? { name: 'default', params } : undefined;
}

async function readJournal(mock: MockAddress, documents: readonly OpenApiDocument[]) {
  const routes = documents.map(compileRoutes);
  const journal = await callControl(mock, 'GET /requests?limit=10000');
  return toEntries(journal).map((entry) => readEntry(entry, routes));
}

function distinct(all: readonly Recorded[]): Recorded[] {
  // The first of several stays where a map would keep the last.
  return [...new Map([...all].reverse().map((one) => [toKey(one), one])).values()].reverse();
}

/** Nobody else may be in the session between two requests, so they are made one by one. */
async function tryAll(recorded: readonly Recorded[], replay: ReplaySession) {
  const derived: Derived[] = [];
  const leftOut: LeftOut[] = [];
  for (const one of recorded) {
    const again = await replay.ask(one);
    const reason = findDifference(one, again);
    const query = one.query === '' ? '' : `?${one.query}`;
    if (reason !== undefined)
      leftOut.push({ request: `${one.method} ${one.path}${query}`, reason });
    else derived.push({ recorded: one, replyBody: one.isShortened ? again.body : one.replyBody });
  }
  return { derived, leftOut };
}

/** `subscriptions.v2.yaml` is `subscriptions-v2`. */
function toProvider(document: OpenApiDocument): string {
  const file = document.entry.name.split(/[\\/]/).at(-1) ?? '';
  return toWords(file.replace(/\.(ya?ml|json)$/i, '')).join('-');
}

function toNothing(leftOut: readonly LeftOut[], session: string | undefined): string {
  const place = session === undefined ? 'the journal of the base' : `the journal of ${session}`;
  const [first] = leftOut;
  if (!first) return `There is no request in ${place}. Let the consumer's tests run first.`;
  return `Nothing in ${place} can be a pact: ${first.request}: ${first.reason}.`;
}

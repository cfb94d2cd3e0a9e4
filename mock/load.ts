import { resolve } from 'node:path';
import type { Scenario } from '../fixtures/scenario.ts';
import { getControlDocument, getOAuthDocument, getShippedDocuments } from '../fixtures/shipped.ts';
import type { Clock } from '../kernel/clock.ts';
import type { OpenApiDocument } from '../spec/document.ts';
import { readDocument } from '../spec/load.ts';
import { refuseDocument } from '../spec/refuse.ts';
import { type Corners, createCorners } from './_corners.ts';
import { prepareSeeds } from './_prepare-seeds.ts';
import type { ScenarioSource } from './control/target.ts';
import { loadDocuments, toEntries } from './documents.ts';
import { createEngine, type Engine } from './engine.ts';
import { toVerificationKey } from './exchange/authorise.ts';
import type { DocumentEntry, MockLimits, MockOptions } from './options.ts';
import { loadScenarios } from './scenarios.ts';
import { getVersion } from './version.ts';

/** What a mock is made of, read and compiled. */
export interface Loaded {
  readonly engine: Engine;
  readonly scenarios: ScenarioSource;
  /** Where it starts. */
  readonly start?: Scenario;
  readonly files: readonly string[];
  readonly corners: Corners;
}

/** What does not come from files. */
export interface Loading {
  readonly clock: Clock;
  readonly limits: MockLimits;
  readonly token: () => string | undefined;
}

/** Reads everything and compiles it; `before` is the engine whose journal goes on. */
export async function loadMock(
  options: MockOptions,
  { clock, limits, token }: Loading,
  before?: () => Engine,
): Promise<Loaded> {
  const entries = toEntries(options.documents);
  const { seed = 1, cors = true, jwtKey, onExchange, admin = true } = options;
  const documents = await loadDocuments(entries, options);
  for (const document of documents) refuseDocument(document);
  const found = loadScenarios(toNames(options.scenario), {
    documents,
    isShipped: isShipped(entries),
  });
  const { source: scenarios, start, files } = found;
  const control = admin
    ? { document: loadControl, version: getVersion(), scenarios, token }
    : undefined;
  const engine = createEngine(
    {
      ...{
        documents,
        clock,
        cors,
        limits,
        seed: String(seed),
        imagine: options.strictIds !== true,
      },
      ...(jwtKey !== undefined && { key: toVerificationKey(jwtKey) }),
      ...(start && { scenario: start }),
      ...(onExchange && { onExchange }),
      ...(control && { control }),
      tokens: () => readDocument(getOAuthDocument()),
    },
    before?.(),
  );
  await prepareSeeds(engine.session.seeds, { isFirst: !before, onProgress: options.onProgress });
  const all = [...documents.flatMap((document) => document.files), ...files];
  const corners = createCorners(documents, engine);
  return { engine, scenarios, files: all, corners, ...(start && { start }) };
}

/** Read when the control API is first asked: most starts never need it. */
function loadControl(): OpenApiDocument {
  return readDocument(getControlDocument());
}

function toNames(scenario: MockOptions['scenario']): readonly string[] {
  if (scenario === undefined) return [];
  return typeof scenario === 'string' ? [scenario] : scenario;
}

/** The shipped scenarios go with the shipped documents, also when somebody names one of them. */
function isShipped(entries: readonly DocumentEntry[]): boolean {
  const shipped = getShippedDocuments();
  return entries.every(
    ({ document }) => typeof document === 'string' && shipped.includes(resolve(document)),
  );
}

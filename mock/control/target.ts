import type { Scenario } from '../../fixtures/scenario.ts';
import type { ScenarioLibrary } from '../../fixtures/scenario-library.ts';
import type { Problem } from '../../kernel/problem.ts';
import type { OpenApiDocument } from '../../spec/document.ts';
import type { Router } from '../../spec/router.ts';
import type { Described, OperationInfo, ResourceInfo } from '../describe.ts';
import type { Api, Call, CompiledOperation, Reply } from '../exchange/model.ts';
import type { Counters } from '../exchange/passage.ts';
import type { Origin } from '../session/session.ts';
import type { Sessions } from '../session/sessions.ts';
import type { CollectionRef } from '../state/state.ts';

/** Where scenarios come from. */
export type ScenarioSource = Pick<ScenarioLibrary, 'list' | 'resolve'>;

/** What the control API controls. */
export interface ControlTarget {
  readonly version: string;
  readonly apis: readonly Api[];
  readonly router: Router<CompiledOperation>;
  readonly prefixOf: Described['prefixOf'];
  readonly sessions: Sessions;
  readonly counters: Readonly<Counters>;
  readonly scenarios: ScenarioSource;
  readonly document: OpenApiDocument;
  /** The starting point that a scenario describes. */
  readonly toOrigin: (scenario: Scenario) => Origin;
  /** The collections that a session's scenario names, and those that changed since. */
  readonly getRefs: (call: Call) => readonly CollectionRef[];
  readonly describe: () => {
    resources: readonly ResourceInfo[];
    operations: readonly OperationInfo[];
  };
}

/** Answers one operation of the control API. */
export type Handler = (call: Call, target: ControlTarget) => Reply | Problem;

/** Handlers by operationId. */
export type Handlers = Readonly<Record<string, Handler>>;

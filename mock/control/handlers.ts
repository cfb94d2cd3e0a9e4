import { clock } from './clock.ts';
import { faults } from './faults.ts';
import { journal } from './journal.ts';
import { scenarios } from './scenarios.ts';
import { server } from './server.ts';
import { sessions } from './sessions.ts';
import { snapshots } from './snapshots.ts';
import { state } from './state.ts';
import type { Handlers } from './target.ts';

/** Every operation of the control API. */
export const handlers: Handlers = {
  ...server,
  ...state,
  ...scenarios,
  ...snapshots,
  ...clock,
  ...faults,
  ...journal,
  ...sessions,
};

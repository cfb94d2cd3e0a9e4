import { done, toJson } from './_reply.ts';
import { toJsonObject } from './_values.ts';
import type { Handlers } from './target.ts';

/** The server as a whole. */
export const server: Handlers = {
  getHealth: (call, { version, apis, sessions, counters }) =>
    toJson(call, {
      status: 'healthy',
      version,
      documents: apis.map(({ document }) => document.title),
      sessions: sessions.list().length,
      ...counters,
    }),
  reset: ({ session }) => {
    session.reset();
    return done;
  },
  explain: (call, target) => toJson(call, toJsonObject({ ...target.describe() })),
  getOpenApi: (call, { document }) => toJson(call, document.entry.root),
};

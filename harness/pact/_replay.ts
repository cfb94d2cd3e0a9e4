import { randomUUID } from 'node:crypto';
import type { Json } from '../../kernel/json.ts';
import { callControl, type MockAddress } from './_control.ts';
import { toRequestFields } from './_credentials.ts';
import type { ProviderState } from './_interaction.ts';
import { isLike } from './_likeness.ts';
import type { Recorded } from './_recorded.ts';

/** What a request is answered from a fresh start. */
export interface Replay {
  readonly status: number;
  readonly body: string;
}

/** A session in which requests are made anew, each from the start. */
export interface ReplaySession {
  ask(recorded: Recorded): Promise<Replay>;
  close(): Promise<void>;
}

/** Makes a session in a scenario; without one, in what the base is in. */
export async function openReplay(
  mock: MockAddress,
  state: ProviderState | undefined,
): Promise<ReplaySession> {
  const id = `derive-${randomUUID()}`;
  const own = { ...mock, session: id };
  const start = state ? { scenario: state.name, parameters: state.params } : {};
  await callControl(mock, 'POST /sessions', { id, ...start });
  return {
    ask: async (recorded) => {
      await callControl(own, 'POST /reset');
      return send(own, recorded);
    },
    close: async () => {
      await callControl(mock, `DELETE /sessions/${id}`);
    },
  };
}

async function send({ url, session }: MockAddress, recorded: Recorded): Promise<Replay> {
  const { method, path, query, body } = recorded;
  const fields = toRequestFields(recorded).map(({ name, value }) => [name, value]);
  const target = query === '' ? path : `${path}?${query}`;
  const response = await fetch(url.replace(/\/+$/, '') + target, {
    method,
    headers: { ...Object.fromEntries(fields), 'X-Mock-Session': session ?? '' },
    ...(body !== '' && { body }),
  });
  return { status: response.status, body: await response.text() };
}

/** Why an exchange cannot stand alone: from a fresh start its reply is another. */
export function findDifference(recorded: Recorded, replay: Replay): string | undefined {
  if (recorded.status !== replay.status) {
    const told = `${replay.status} instead of ${recorded.status}`;
    return `it needs what came before it, or a token of its own: from a fresh start the reply is ${told}`;
  }
  const isSame = recorded.isShortened
    ? replay.body.length >= recorded.replyBody.length
    : isSameForm(recorded.replyBody, replay.body);
  if (isSame) return undefined;
  return 'it needs what came before it: from a fresh start the reply is of another form';
}

function isSameForm(before: string, now: string): boolean {
  const [wanted, actual] = [toJson(before), toJson(now)];
  return wanted === undefined || actual === undefined || isLike(actual, wanted);
}

/** The value of a JSON text; undefined for any other text. */
export function toJson(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

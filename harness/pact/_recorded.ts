import { splitTarget } from '../../kernel/http.ts';
import { getOwn, type Json, toArray, toObject, toText } from '../../kernel/json.ts';
import { isJsonMediaType, toMediaType } from '../../kernel/media-type.ts';
import type { Operation } from '../../spec/model.ts';
import type { Routes } from './_routes.ts';

/** One exchange of a journal, with the operation it was about. */
export interface Recorded {
  readonly routes: Routes;
  readonly operation: Operation;
  readonly method: string;
  readonly path: string;
  /** Raw, without `?`. */
  readonly query: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly body: string;
  readonly status: number;
  readonly replyType: string;
  readonly replyBody: string;
  /** True when the journal kept only the beginning of the reply. */
  readonly isShortened: boolean;
}

/** An exchange that no pact can hold, and why. */
export interface LeftOut {
  readonly request: string;
  readonly reason: string;
}

/** What the control API puts in the place of a secret. */
export const redacted = '[redacted]';

/** The most characters of a body that the control API shows: one of so many may have been longer. */
const most = 8192;

/** Reads one entry of a journal. */
export function readEntry(entry: Json, all: readonly Routes[]): Recorded | LeftOut {
  const request = getOwn(entry, 'request');
  const response = getOwn(entry, 'response');
  const text = (from: Json | undefined, name: string) => toText(getOwn(from, name)) ?? '';
  const [method, target] = [text(request, 'method'), text(request, 'target')];
  const { path, query } = splitTarget(target);
  const name = `${method} ${target}`;
  const found = all.flatMap((routes) => {
    const operation = routes.find(method, path);
    return operation ? [{ routes, operation }] : [];
  });
  const [place] = found;
  if (!place) return { request: name, reason: 'no operation of the documents is called so' };
  const recorded: Recorded = {
    ...place,
    ...{ method, path, query, fields: toTexts(getOwn(request, 'fields')) },
    body: text(request, 'body'),
    status: Number(getOwn(response, 'status')),
    replyType: toTexts(getOwn(response, 'fields'))['content-type'] ?? '',
    replyBody: text(response, 'body'),
    isShortened: text(response, 'body').length >= most,
  };
  const reason = findObstacle(recorded, entry);
  return reason === undefined ? recorded : { request: name, reason };
}

/** True for what cannot be held. */
export function isLeftOut(one: Recorded | LeftOut): one is LeftOut {
  return 'reason' in one;
}

function findObstacle(recorded: Recorded, entry: Json): string | undefined {
  const { fields, query, body, replyBody, replyType } = recorded;
  const replied = toTexts(getOwn(getOwn(entry, 'response'), 'fields'));
  const broke = ['response-invalid', 'behaviour-failed'].includes(
    toText(getOwn(entry, 'problem')) ?? '',
  );
  if (replied['preference-applied'] !== undefined || /(^|&)__/.test(query)) {
    return 'the request told the mock what to answer';
  }
  if (broke) return 'the mock failed';
  if (query.includes(redacted)) return 'the journal hides a secret in its query';
  if (body.includes(redacted) || replyBody.includes(redacted)) {
    return 'the journal hides a secret in a body';
  }
  if (body.length >= most) return 'the journal keeps only the beginning of its body';
  const type = toMediaType(fields['content-type'] ?? '');
  if (body !== '' && (!type || !isText(type))) return 'its body is no text';
  const answered = toMediaType(replyType);
  return replyBody !== '' && answered && !isText(answered) ? 'the reply is no text' : undefined;
}

function isText(type: NonNullable<ReturnType<typeof toMediaType>>): boolean {
  const isForm = type.subtype === 'x-www-form-urlencoded';
  return type.type === 'text' || isJsonMediaType(type) || isForm;
}

function toTexts(node: Json | undefined): Record<string, string> {
  const entries = Object.entries(toObject(node)).map(([name, value]) => [name, String(value)]);
  return Object.fromEntries(entries);
}

/** The entries of a journal. */
export function toEntries(journal: Json): readonly Json[] {
  return toArray(getOwn(journal, 'requests'));
}

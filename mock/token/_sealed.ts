import { createHmac, timingSafeEqual } from 'node:crypto';
import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';

/** What a text is for: a code is no refresh token. */
export type SealedKind = 'code' | 'device' | 'refresh';

/**
 * A text that carries facts and that nobody without the seed can change: codes and refresh tokens
 * need no state that way, and are the same in every run.
 */
export function seal(seed: string, kind: SealedKind, facts: JsonObject): string {
  const text = Buffer.from(JSON.stringify(facts)).toString('base64url');
  return `${text}.${toMark(seed, kind, text)}`;
}

/** The facts of a text that was sealed with this seed for this; undefined for any other text. */
export function unseal(seed: string, kind: SealedKind, sealed: string): JsonObject | undefined {
  const [text = '', mark = ''] = sealed.split('.');
  const wanted = Buffer.from(toMark(seed, kind, text));
  const given = Buffer.from(mark);
  if (wanted.length !== given.length || !timingSafeEqual(wanted, given)) return undefined;
  const facts: Json = JSON.parse(Buffer.from(text, 'base64url').toString());
  return isJsonObject(facts) ? facts : undefined;
}

function toMark(seed: string, kind: SealedKind, text: string): string {
  return createHmac('sha256', `standin ${kind} ${seed}`)
    .update(text)
    .digest('base64url')
    .slice(0, 22);
}

import type { CompiledOperation } from '../exchange/model.ts';
import { type Conditions, isSafe } from './protocol.ts';

/** What an operation does of HTTP beyond request and reply, in sentences; none for most. */
export function describeProtocol({ operation, protocol }: CompiledOperation): string[] {
  if (!protocol) return [];
  const { conditions, idempotency, isReturnPreferred } = protocol;
  return [
    ...(conditions ? [describeConditions(conditions, isSafe(operation))] : []),
    ...(idempotency
      ? [`The same ${idempotency.name} with the same request is done once and answered alike.`]
      : []),
    ...(isReturnPreferred ? ['Prefer: return=minimal or return=representation is met.'] : []),
  ];
}

function describeConditions(conditions: Conditions, isRead: boolean): string {
  const { hasTags, hasDates, isEvaluated, isRequired } = conditions;
  const pick = (tag: string, date: string) =>
    [...(hasTags ? [tag] : []), ...(hasDates ? [date] : [])].join(' and ');
  const told = `Tells ${pick('ETag', 'Last-Modified')}`;
  if (!isEvaluated) return `${told}, for others of its resource.`;
  if (isRead) return `${told}; a fitting ${pick('If-None-Match', 'If-Modified-Since')} is a 304.`;
  const missing = isRequired ? ', none at all a 428' : '';
  return `${told}; a stale ${pick('If-Match', 'If-Unmodified-Since')} is a 412${missing}.`;
}

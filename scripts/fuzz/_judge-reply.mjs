// @ts-check
import { toPlain } from './_try-document.mjs';
import { isSound } from './_wire.mjs';

/** @typedef {import('./_mutate-request.mjs').Draft} Draft */
/** @typedef {import('./_wire.mjs').Reply} Reply */
/** @typedef {import('./_try-document.mjs').Found} Found */

/** What is wrong with a reply to a damaged request; undefined when nothing is. @param {Draft} draft @param {Reply} reply @returns {Found | undefined} */
export function judgeReply(draft, reply) {
  const detail = `${reply.status} ${reply.findings}\n${reply.text}`.slice(0, 1500);
  if (reply.kind === 'late') return { key: 'no reply in time', detail };
  // Whoever asks for a broken connection gets one.
  if (asks(draft, 'fault')) return undefined;
  if (reply.kind === 'nothing') {
    return isSound(draft) ? { key: 'closed without a reply', detail } : undefined;
  }
  if (reply.kind !== 'whole') return { key: `a reply that is ${reply.kind}`, detail };
  if (reply.status < 500 || asks(draft, 'code')) return undefined;
  if (reply.status === 503 && reply.findings.includes('"rule":"session')) return undefined;
  const [, rule = ''] = /"rule":"([^"]*)"/.exec(reply.findings) ?? [];
  const [, message = ''] = /"message":"((?:[^"\\]|\\.)*)"/.exec(reply.findings) ?? [];
  return { key: `status ${reply.status}: ${rule} ${toPlain(message)}`, detail };
}

/** True for a request that itself says what its reply is to be. @param {Draft} draft @param {string} name */
function asks({ target, fields }, name) {
  const prefer = fields.filter(([own]) => own.toLowerCase() === 'prefer').map(([, value]) => value);
  return target.includes(`__${name}`) || prefer.join(',').includes(name);
}

import type { ResponseSpec } from '../../spec/model.ts';
import { findResponse } from '../../spec/responses.ts';
import type { Call, CompiledOperation, Reply } from '../exchange/model.ts';

/** What a client wants of a write (RFC 7240 §4.2). */
export type ReturnPreference = 'minimal' | 'representation';

/** Reads `Prefer: return=…` where the document declares Prefer; undefined otherwise. */
export function readReturn({ compiled, request }: Call): ReturnPreference | undefined {
  if (!compiled.protocol?.isReturnPreferred) return undefined;
  const pattern = /(?:^|[,;])\s*return\s*=\s*"?(minimal|representation)"?\s*(?=$|[,;])/i;
  const wish = pattern.exec(request.fields.prefer ?? '')?.[1]?.toLowerCase();
  return wish === 'minimal' || wish === 'representation' ? wish : undefined;
}

/** The call that is answered with the item: by another declared success when the usual one has none. */
export function toShowing(call: Call): Call {
  const { compiled } = call;
  const { operation, success } = compiled;
  if (findResponse(operation, success)?.content.length) return call;
  const richer = operation.responses.find(({ key, content }) => /^2\d\d$/.test(key) && content[0]);
  if (!richer) return call;
  const next = withSuccess(compiled, Number(richer.key));
  const { mediaType: _none, ...rest } = call;
  const mediaType = toMediaType(richer);
  return { ...rest, compiled: next, ...(mediaType !== undefined && { mediaType }) };
}

function withSuccess(compiled: CompiledOperation, success: number): CompiledOperation {
  const { api, operation, binding, behaviour, decoder, checks } = compiled;
  const { claims, assignments, protocol } = compiled;
  const parts = { api, operation, binding, behaviour, decoder, checks };
  return { ...parts, claims, assignments, success, protocol };
}

function toMediaType({ content }: ResponseSpec): string | undefined {
  const types = content.map(({ mediaType }) => mediaType);
  return types.find((type) => /[/+]json\b/i.test(type)) ?? types[0];
}

/** The reply in the way that is wanted, as far as the document declares such a reply. */
export function toReturned({ compiled }: Call, wish: ReturnPreference, reply: Reply): Reply {
  const applied = ['Preference-Applied', `return=${wish}`] as const;
  const fields = [...reply.fields, applied];
  if (wish === 'representation') return reply.content ? { ...reply, fields } : reply;
  if (!reply.content) return { ...reply, fields };
  const declares204 = compiled.operation.responses.some(({ key }) => key === '204');
  return declares204 ? { status: 204, fields } : reply;
}

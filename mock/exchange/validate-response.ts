import type { Finding } from '../../kernel/finding.ts';
import { toSnippet } from '../../kernel/json.ts';
import { toLocation } from '../../spec/document.ts';
import { planBody } from '../../spec/media/body-plan.ts';
import { judgeReply } from '../../spec/media/judge-body.ts';
import type { ResponseSpec } from '../../spec/model.ts';
import { checkField } from '../../spec/parameters/check-field.ts';
import { findContent, findResponse, isEmpty } from '../../spec/responses.ts';
import type { Reading } from '../../spec/validation/validators.ts';
import { isForeign } from './_field-context.ts';
import { toBodyFindings } from './_findings.ts';
import type { Api, CompiledOperation, ErrorContent, Reply } from './model.ts';

/**
 * Everything in which a reply breaks the document: status, fields, media type, body. A reply that
 * tells of a problem may have a status the operation does not declare; its body is then held
 * against the document's error schema. A body that is not valid by the letter may be so as the
 * document is meant.
 */
export function findViolations(
  api: Api | undefined,
  compiled: CompiledOperation | undefined,
  reply: Reply,
  reading: Reading = 'lenient',
): readonly Finding[] {
  if (!isFinal(reply.status)) {
    const message = `The status ${reply.status} is none that ends an exchange: 200 to 599 (RFC 9110 §15).`;
    return [toFinding('status', { rule: 'status', keywordLocation: '', message })];
  }
  const response = compiled && findResponse(compiled.operation, reply.status);
  if (response && compiled) {
    const ofContent = checkContent(compiled, response, { reply, reading });
    if (response.headers.length === 0) return ofContent;
    return [...checkFields(compiled, response, reply), ...ofContent];
  }
  // An operation may declare no final response (since OpenAPI 3.1 none at all): it promises nothing.
  // A 304 is the answer to a condition that the operation declares, whether it says so or not.
  const isFree = reply.problem !== undefined || reply.status === 304;
  const isSilent = compiled?.operation.responses.every(({ key }) => key.startsWith('1'));
  if (compiled && !isFree && !isSilent) {
    const declared = compiled.operation.responses.map(({ key }) => key).join(', ') || 'none';
    const message = `The status ${reply.status} is not declared; declared are ${declared}.`;
    const keywordLocation = `${toLocation(compiled.operation.at)}/responses`;
    return [toFinding('status', { rule: 'responses', keywordLocation, message })];
  }
  return api?.errorContent && reply.content ? checkError(api, api.errorContent, reply) : [];
}

function isFinal(status: number): boolean {
  return Number.isInteger(status) && status >= 200 && status <= 599;
}

/** Problem details (RFC 9457) need no schema of the document's. */
function checkError(
  api: Api,
  { mediaType, schema }: ErrorContent,
  { content }: Reply,
): readonly Finding[] {
  if (!content || content.isProven || content.mediaType !== mediaType) return [];
  return toBodyFindings(api.replies.for(schema)(content.value));
}

function checkFields(
  { api }: CompiledOperation,
  { headers }: ResponseSpec,
  reply: Reply,
): Finding[] {
  return headers.flatMap((header) => {
    const { name, required, at } = header;
    if (isForeign(name)) return [];
    const field = reply.fields.find(([known]) => known.toLowerCase() === name.toLowerCase());
    const keywordLocation = toLocation(at);
    if (!field) {
      if (!required) return [];
      const message = `The header field ${name} is missing, but it is required.`;
      return [toFinding('header', { rule: 'required', keywordLocation, message, name })];
    }
    // Each cookie is a field of its own, and its date has a comma in it.
    if (/^set-cookie$/i.test(name)) return [];
    const judges = { document: api.document, judge: api.replies };
    return checkField(judges, header, field[1]).map((violation) => ({
      part: 'header',
      name,
      ...violation,
      message: `The header field ${name} ${violation.message} (${violation.rule}).`,
    }));
  });
}

function checkContent(
  { api }: CompiledOperation,
  response: ResponseSpec,
  { reply, reading }: { readonly reply: Reply; readonly reading: Reading },
): readonly Finding[] {
  const { status, content, problem } = reply;
  const keywordLocation = () => `${toLocation(response.at)}/content`;
  if (!content) {
    const mayBeEmpty = response.content.length === 0 || isEmpty(status);
    if (mayBeEmpty) return [];
    const message = `The reply has no body, but ${status} declares one.`;
    return [toFinding('body', { rule: 'content', keywordLocation: keywordLocation(), message })];
  }
  if (response.content.length === 0) return [];
  const declared = findContent(response.content, content.mediaType);
  // A problem that no declared content can tell is still told: the reply of last resort.
  if (!declared && problem && content.mediaType === 'application/problem+json') return [];
  if (!declared) {
    const message = `The media type ${content.mediaType} is not declared for ${status}.`;
    const place = { keywordLocation: keywordLocation(), name: 'Content-Type' };
    return [toFinding('header', { rule: 'content', message, ...place })];
  }
  if (content.isProven) return [];
  const plan = planBody(api.document, declared, content.mediaType);
  const judge = content.kept?.length === 0 ? api.replies.stored : api.replies;
  const violations = judgeReply(judge, plan, content.value);
  if (violations.length === 0 || reading === 'letter') return toBodyFindings(violations);
  return toBodyFindings(judgeReply(api.tolerated, plan, content.value));
}

interface FindingDetails {
  readonly rule: string;
  readonly keywordLocation: string;
  readonly message: string;
  readonly name?: string;
}

function toFinding(part: Finding['part'], details: FindingDetails): Finding {
  const value = details.name === undefined ? undefined : toSnippet(details.name);
  return { part, instanceLocation: '', ...details, ...(value !== undefined && { value }) };
}

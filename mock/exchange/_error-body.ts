import { toSampleText } from '../../fixtures/sample-text.ts';
import { type HttpRequest, toPhrase } from '../../kernel/http.ts';
import { getOwn, type Json } from '../../kernel/json.ts';
import { memoise } from '../../kernel/memo.ts';
import { type BodyPlan, planBody } from '../../spec/media/body-plan.ts';
import { judgeReply } from '../../spec/media/judge-body.ts';
import { toOffers } from '../../spec/media/offers.ts';
import type { Content } from '../../spec/model.ts';
import { findContent } from '../../spec/responses.ts';
import { compileError, type ErrorFacts, type WriteError } from './_error-value.ts';
import type { Reply } from './model.ts';
import { chooseMediaType } from './negotiate.ts';

/** Where the body of an error may come from. */
export interface ErrorSource {
  readonly contents: readonly Content[];
  /** True when they are declared for this very error, so that it can have no other body. */
  readonly isDeclared: boolean;
  readonly request?: HttpRequest | undefined;
}

/**
 * The body of an error in one of the contents there are for it: what tells of the problem in the
 * schema's own words; where that cannot be said and nothing else is declared, a documented example or
 * a generated value. The media type the client likes best comes first, and none is refused. Undefined
 * when nothing is valid.
 */
export function toErrorBody(
  facts: ErrorFacts,
  { contents, isDeclared, request }: ErrorSource,
): Reply['content'] {
  const { document, replies } = facts.api;
  const liked = chooseMediaType(facts.api, contents, request);
  const others = toOffers(document, contents);
  const offers = liked === undefined ? others : [liked, ...others];
  for (const make of isDeclared ? makers : [tell]) {
    for (const mediaType of offers) {
      const content = findContent(contents, mediaType);
      const plan = content && planBody(document, content, mediaType);
      const value = plan && make(facts, plan);
      if (!plan || value === undefined) continue;
      if (judgeReply(replies, plan, value).length === 0) {
        return { mediaType, value, isProven: true };
      }
    }
  }
  return undefined;
}

/** The problem as a value of the schema; as a text where that is all there can be. */
function tell(facts: ErrorFacts, plan: BodyPlan): Json | undefined {
  const { kind, schema, takesText, mediaType } = plan;
  const { detail } = facts.problem;
  if (kind === 'json' && !schema) return toProblemDetails(facts);
  if (kind !== 'json' && takesText) return toSampleText(mediaType, detail) ?? detail;
  if (!schema) return undefined;
  return compileTell(plan)(facts);
}

const compileTell = memoise((plan: BodyPlan): WriteError => {
  const { document, schema } = plan;
  return schema ? compileError(document, schema, findExample(plan)) : () => undefined;
});

const makers = [tell, (_: ErrorFacts, plan: BodyPlan) => findExample(plan), generate];

/** Problem details (RFC 9457 §3.1). */
export function toProblemDetails({
  problem,
  status,
  label,
  path,
}: Pick<ErrorFacts, 'problem' | 'status' | 'label' | 'path'>): Json {
  const title = toPhrase(status);
  const { detail } = problem;
  return { type: 'about:blank', title, status, detail, instance: path, code: label };
}

const findExample = memoise(({ document, content: { at } }: BodyPlan): Json | undefined => {
  const named = document.child(at, 'examples');
  const [first] = named ? document.children(named) : [];
  return getOwn(at.node, 'example') ?? getOwn(first && document.follow(first.at)?.node, 'value');
});

function generate({ api, seed, path }: ErrorFacts, { schema }: BodyPlan): Json | undefined {
  const options = { seed, identity: `error ${path}`, direction: 'response' } as const;
  return schema && api.generator.generate(schema, { ...options, useExamples: true });
}

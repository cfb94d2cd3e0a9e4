import { getOwn, toText } from '../../kernel/json.ts';
import { toNameKey } from '../../kernel/words.ts';
import { collectProperties } from '../../spec/choice.ts';
import type { Inference } from '../../spec/inference.ts';
import type { Operation, Parameter } from '../../spec/model.ts';
import type { Binding, Resource } from '../../spec/resource.ts';
import { readSigns } from './_signs.ts';

/** What of HTTP beyond request and reply an operation's document asks for. */
export interface Protocol {
  readonly conditions?: Conditions;
  /** The header parameter whose value makes the same call happen once. */
  readonly idempotency?: Parameter;
  /** True when the client may say what it wants returned (`Prefer: return=…`, RFC 7240 §4.2). */
  readonly isReturnPreferred: boolean;
  /** True when responses declare fields whose values HTTP defines. */
  readonly hasToldFields: boolean;
}

/** How an operation takes part in conditional requests (RFC 9110 §13). */
export interface Conditions {
  /** False when only others of the same resource do: then validators are told, and no more. */
  readonly isEvaluated: boolean;
  /** A write without a condition is refused with 428 (RFC 6585 §3). */
  readonly isRequired: boolean;
  /** `ETag` is told. */
  readonly hasTags: boolean;
  /** `Last-Modified` is told, and changes are noted. */
  readonly hasDates: boolean;
  /** True when the document shows weak tags, which then serve where RFC 9110 wants strong ones. */
  readonly isWeak: boolean;
  /** The property of an item that carries its tag. */
  readonly property?: string;
}

/**
 * What an operation asks for; undefined when that is nothing. Whether a reply tells a validator
 * depends on what the other operations of its resource want.
 */
export function compileProtocol(
  binding: Binding,
  inference: Pick<Inference, 'bindingsOf'>,
): Protocol | undefined {
  const { operation, resource } = binding;
  const signs = readSigns(operation);
  const siblings = resource
    ? inference.bindingsOf(resource).map((one) => one.operation)
    : [operation];
  const conditions = compileConditions(binding, siblings);
  const idempotency = isSafe(operation) ? undefined : operation.parameters.find(isIdempotencyKey);
  const isReturnPreferred = !isSafe(operation) && signs.parameters.has('prefer');
  const { hasToldFields } = signs;
  if (!conditions && !idempotency && !isReturnPreferred && !hasToldFields) return undefined;
  return {
    ...(conditions && { conditions }),
    ...(idempotency && { idempotency }),
    ...{ isReturnPreferred, hasToldFields },
  };
}

/** Methods that change nothing (RFC 9110 §9.2.1). */
export function isSafe({ method }: Pick<Operation, 'method'>): boolean {
  return /^(GET|HEAD|OPTIONS|TRACE|QUERY)$/.test(method);
}

function compileConditions(
  binding: Binding,
  siblings: readonly Operation[],
): Conditions | undefined {
  const { operation, behaviour, resource } = binding;
  const own = readSigns(operation);
  const others = resource ? siblings.map(readSigns) : [own];
  const isItem = behaviour !== 'list' && behaviour !== 'static';
  const hasTags = own.hasTags || (isItem && others.some((one) => one.hasTags && one.isWritten));
  const hasDates = own.hasDates || others.some((one) => one.hasDates);
  if (!own.isConditional && !hasTags && !hasDates) return undefined;
  const mustBe = own.statuses.has('428') && !isSafe(operation);
  const property = hasTags && resource && findTagProperty(resource);
  return {
    isEvaluated: own.isConditional,
    isRequired: mustBe && (behaviour !== 'create' || own.hasConditions),
    ...{ hasTags, hasDates },
    isWeak: others.some((one) => one.isWeak),
    ...(property && { property }),
  };
}

/** `etag`, `_etag`, `@odata.etag`: the tag that a representation says of itself. */
function findTagProperty({ document, schema }: Resource): string | undefined {
  if (!schema) return undefined;
  return [...collectProperties(document, schema).keys()].find((name) =>
    /^(odata|item|entity)?etag$/.test(toNameKey(name)),
  );
}

/** A name that says it, or a description that says it of an identifier. */
function isIdempotencyKey(parameter: Parameter): boolean {
  if (parameter.in !== 'header') return false;
  if (/idempoten/i.test(parameter.name)) return true;
  const description = toText(getOwn(parameter.at.node, 'description')) ?? '';
  const isIdentifier = /(^|[-_])(id|key|token|uuid|guid|nonce)$/i.test(parameter.name);
  return isIdentifier && /\bidempoten/i.test(description);
}

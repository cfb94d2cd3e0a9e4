import type { Generator } from '../../fixtures/generation/generate.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Finding } from '../../kernel/finding.ts';
import type { HttpRequest } from '../../kernel/http.ts';
import type { Json } from '../../kernel/json.ts';
import type { Problem } from '../../kernel/problem.ts';
import type { Located, OpenApiDocument } from '../../spec/document.ts';
import type { Inference } from '../../spec/inference.ts';
import type { Operation, Parameter } from '../../spec/model.ts';
import type { ParameterDecoder, ParameterValues } from '../../spec/parameters/decode.ts';
import type { BehaviourName, Binding, Resource } from '../../spec/resource.ts';
import type { Validate, Validators } from '../../spec/validation/validators.ts';
import type { Protocol } from '../protocol/protocol.ts';
import type { Session } from '../session/session.ts';
import type { Transaction } from '../state/transaction.ts';
import type { JsonWriter } from './json-writer.ts';

/** A document made ready to be served. */
export interface Api {
  readonly document: OpenApiDocument;
  readonly operations: readonly CompiledOperation[];
  /** What the operations do to which resources. */
  readonly inference: Inference;
  /** Every resource: the whole document is looked at when this is first asked for. */
  readonly resources: readonly Resource[];
  readonly requests: Validators;
  /** What replies are made by: `nullable` to the letter. */
  readonly replies: Validators;
  /** What replies may still be, such as what a client wrote: `nullable` as authors mean it. */
  readonly tolerated: Validators;
  readonly generator: Generator;
  /** Writes stored items as JSON. */
  readonly writer: JsonWriter;
  /** The schema most error replies of the document have; absent when it declares none. */
  readonly errorContent?: ErrorContent | undefined;
  readonly claims: readonly ClaimRule[];
  readonly actorClaims: { readonly user?: string; readonly system?: string };
  readonly unknownActor: string;
}

/** The media type and schema of an error reply. */
export interface ErrorContent {
  readonly mediaType: string;
  readonly schema: Located;
  /** The Media Type Object. */
  readonly at: Located;
}

/** A rule on a claim of a presented JWT; an absent claim is not checked. */
export interface ClaimRule {
  /** A path such as `tenants[].org`. */
  readonly claim: string;
  /** What the claim must contain: a text, or the value of a path parameter. */
  readonly contains: string | { readonly parameter: string };
  readonly code: string;
  readonly message: string;
}

/** An operation made ready: everything derivable from the document is derived. */
export interface CompiledOperation {
  readonly api: Api;
  readonly operation: Operation;
  readonly binding: Binding;
  readonly behaviour: Behaviour;
  readonly decoder: ParameterDecoder;
  readonly checks: readonly ParameterCheck[];
  /** The status of a successful call. */
  readonly success: number;
  readonly claims: readonly ClaimRule[];
  readonly assignments: readonly Assignment[];
  /** Absent when the document asks for nothing of HTTP beyond request and reply. */
  readonly protocol?: Protocol | undefined;
}

/** A property the server fills. */
export interface Assignment {
  readonly property: string;
  readonly source: 'identity' | 'now' | 'user' | 'system' | 'generated' | 'kept' | 'revision';
  /** `create`: once, and kept from then on. `write`: again at every change. */
  readonly on: 'create' | 'write';
  /** True where the request's own schema lets the client say it: then the server only fills it. */
  readonly yields?: boolean;
  readonly schema: readonly Located[];
}

/** The validator of one parameter's value. */
export interface ParameterCheck {
  readonly parameter: Parameter;
  readonly validate: Validate;
}

/** Who calls, as far as the credentials tell. */
export interface Actor {
  readonly user: string;
  readonly system: string;
}

/** A valid request, on its way to a behaviour. */
export interface Call {
  readonly compiled: CompiledOperation;
  readonly request: HttpRequest;
  readonly parameters: ParameterValues;
  /** Absent when there is no body, or when it is of a media type that is not read. */
  readonly body?: Json | undefined;
  readonly actor: Actor;
  /** The media type to answer with; absent when the success reply has no content. */
  readonly mediaType?: string | undefined;
  readonly clock: Clock;
  readonly seed: string;
  /** For the control API; an operation of a resource sees its transaction only. */
  readonly session: Session;
}

/** What a reply carries. */
export interface ReplyContent {
  readonly mediaType: string;
  readonly value: Json;
  /**
   * Where in the value the stored item or the list of them stands: these live on, so that what is
   * found out about them is remembered. Absent when the value was made for this reply alone.
   */
  readonly kept?: readonly string[] | undefined;
  /** True when the value was held against its schema as it was chosen among others. */
  readonly isProven?: boolean;
}

/** A response before it is bytes. */
export interface Reply {
  readonly status: number;
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly content?: ReplyContent;
  /** What is wrong with it on purpose, or what of the request is not kept as it was sent. */
  readonly marks?: readonly Finding[];
  /** Set when the reply tells of a problem. */
  readonly problem?: Problem;
  /** Another reply for the case that the body breaks the document. */
  readonly spare?: Spare | undefined;
}

/** What stands in for a reply, as long as it still has this content and this status. */
export interface Spare {
  readonly content: NonNullable<Reply['content']>;
  readonly status: number;
  make(): Reply | Problem;
}

/** What an operation does: reads and writes in a transaction, synchronously. */
export interface Behaviour {
  readonly name: BehaviourName;
  /**
   * True when the outcome depends on nothing but the request, the document and what the transaction
   * finds: not on the time, nor on who calls.
   */
  readonly isRepeatable?: boolean;
  run(call: Call, transaction: Transaction): Reply | Problem;
}

/** The same operation, doing something else. */
export function withBehaviour(
  compiled: CompiledOperation,
  behaviour: Behaviour,
): CompiledOperation {
  const { api, operation, binding, decoder, checks, success, claims, assignments } = compiled;
  return { api, operation, binding, behaviour, decoder, checks, success, claims, assignments };
}

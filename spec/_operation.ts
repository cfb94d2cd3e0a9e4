import { getOwn, type JsonObject, toText } from '../kernel/json.ts';
import { once } from '../kernel/once.ts';
import type { Located, OpenApiDocument } from './document.ts';
import type { Operation, Parameter, RequestBodySpec, ResponseSpec, Security } from './model.ts';
import { readNamedOverride } from './override-names.ts';

/** Where an operation stands. */
export interface OperationPlace {
  readonly path: string;
  /** As it is sent. */
  readonly method: string;
  readonly item: Located;
  readonly at: Located;
}

/** What reads the parts of an operation. */
export interface OperationReaders {
  parameters(document: OpenApiDocument, place: OperationPlace): readonly Parameter[];
  requestBody(document: OpenApiDocument, at: Located | undefined): RequestBodySpec | undefined;
  responses(document: OpenApiDocument, at: Located | undefined): readonly ResponseSpec[];
  security(document: OpenApiDocument, at: Located): Security;
}

/** An operation whose parts are read when they are first asked for: most of a large document never are. */
export class LazyOperation implements Operation {
  readonly id: string;
  readonly document: OpenApiDocument;
  readonly method: string;
  readonly path: string;
  readonly at: Located;
  readonly #parameters: () => readonly Parameter[];
  readonly #requestBody: () => RequestBodySpec | undefined;
  readonly #responses: () => readonly ResponseSpec[];
  readonly #security: () => Security;
  readonly #extension: () => JsonObject;

  constructor(document: OpenApiDocument, place: OperationPlace, readers: OperationReaders) {
    const { at, item, path } = place;
    this.method = place.method;
    this.id = toText(getOwn(at.node, 'operationId')) ?? `${this.method} ${path}`;
    this.document = document;
    this.path = path;
    this.at = at;
    this.#parameters = once(() => readers.parameters(document, place));
    this.#requestBody = once(() =>
      readers.requestBody(document, document.child(at, 'requestBody')),
    );
    this.#responses = once(() => readers.responses(document, document.child(at, 'responses')));
    this.#security = once(() => readers.security(document, at));
    this.#extension = once(() => {
      const named = readNamedOverride(document, this);
      return { ...document.extension(item), ...document.extension(at), ...named };
    });
  }

  get summary(): string {
    return toText(getOwn(this.at.node, 'summary')) ?? '';
  }

  get parameters(): readonly Parameter[] {
    return this.#parameters();
  }

  get requestBody(): RequestBodySpec | undefined {
    return this.#requestBody();
  }

  get responses(): readonly ResponseSpec[] {
    return this.#responses();
  }

  get security(): Security {
    return this.#security();
  }

  get extension(): JsonObject {
    return this.#extension();
  }
}

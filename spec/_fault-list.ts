import { type Located, toOrigin } from './document.ts';
import type { DocumentFault, Position } from './fault.ts';
import { type Origin, type Source, toPositions } from './source.ts';

/** Collects what is odd in a document; the same place is reported once. */
export class FaultList {
  readonly all: DocumentFault[] = [];
  readonly #places = new PlaceList();
  readonly #seen = new Set<string>();
  readonly #visited = new Set<object>();
  readonly #told = new Set<string>();

  /** Takes down something odd. */
  warn(at: Located, message: string, mend: string): void {
    const { source, pointer } = toOrigin(at);
    const key = `${source.uri}#${pointer} ${message}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    const words = { pointer, message: shorten(message), mend: shorten(mend) };
    this.all.push(toFault(this.#places.add({ source, pointer }), words));
  }

  /** True the first time it is asked about an object. */
  isNew(node: object): boolean {
    const isNew = !this.#visited.has(node);
    this.#visited.add(node);
    return isNew;
  }

  /** True the first time it is asked about a subject. */
  isFirst(subject: string): boolean {
    const isFirst = !this.#told.has(subject);
    this.#told.add(subject);
    return isFirst;
  }
}

/** Holds on to nothing but its place: faults outlive the search for them. */
function toFault(
  find: () => Position,
  words: Pick<DocumentFault, 'pointer' | 'message' | 'mend'>,
): DocumentFault {
  return {
    severity: 'warning',
    get position() {
      return find();
    },
    ...words,
  };
}

/** Places whose lines are looked up together when somebody asks for one: most starts tell none. */
class PlaceList {
  readonly #places: Origin[] = [];
  readonly #positions: Position[] = [];

  add(place: Origin): () => Position {
    const index = this.#places.push(place) - 1;
    return () => {
      if (index >= this.#positions.length) this.#findAll();
      return this.#positions[index] ?? { file: place.source.name, line: 1, column: 1 };
    };
  }

  #findAll(): void {
    const unknown = this.#places.slice(this.#positions.length);
    const bySource = new Map<Source, Position[]>();
    for (const source of new Set(unknown.map((place) => place.source))) {
      const own = unknown.filter((place) => place.source === source);
      const pointers = own.map(({ pointer }) => pointer);
      bySource.set(source, [...toPositions(source, pointers)]);
    }
    for (const { source } of unknown) {
      const next = bySource.get(source)?.shift();
      this.#positions.push(next ?? { file: source.name, line: 1, column: 1 });
    }
  }
}

/** A name or reference in a message may be a book. */
function shorten(text: string): string {
  return text.length > 500 ? `${text.slice(0, 499)}…` : text;
}

import { type Located, toOrigin } from './document.ts';
import type { DocumentFault, Position } from './fault.ts';
import { type Origin, type Source, toPositions } from './source.ts';

/** Collects what is wrong with a document; the same place is reported once. */
export class FaultList {
  readonly all: DocumentFault[] = [];
  readonly #seen = new Set<string>();
  readonly #places: Origin[] = [];
  readonly #positions: Position[] = [];

  /** Stops the start. */
  error(at: Located, message: string, mend: string): void {
    this.#add('error', at, { message, mend });
  }

  /** Is told, and stops nothing. */
  warn(at: Located, message: string, mend: string): void {
    this.#add('warning', at, { message, mend });
  }

  #add(
    severity: DocumentFault['severity'],
    at: Located,
    { message, mend }: Pick<DocumentFault, 'message' | 'mend'>,
  ): void {
    const { source, pointer } = toOrigin(at);
    const key = `${source.uri}#${pointer} ${message}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    const index = this.#places.push({ source, pointer }) - 1;
    const find = () => this.#positionOf(index);
    this.all.push({
      severity,
      get position() {
        return find();
      },
      pointer,
      message,
      mend,
    });
  }

  /** All that are not known are looked up when somebody asks for one: most starts tell none. */
  #positionOf(index: number): Position {
    const known = this.#positions[index];
    if (known) return known;
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
    return this.#positions[index] ?? { file: '', line: 1, column: 1 };
  }

  /** True the first time it is asked about a schema. */
  isNew(at: Located): boolean {
    const key = `schema ${at.source.uri}#${at.pointer}`;
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    return true;
  }
}

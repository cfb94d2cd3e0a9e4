import { type Located, toOrigin } from './document.ts';
import type { DocumentFault } from './fault.ts';

/** Collects what is wrong with a document; the same place is reported once. */
export class FaultList {
  readonly all: DocumentFault[] = [];
  readonly #seen = new Set<string>();

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
    const position = source.positionOf(pointer);
    this.all.push({ severity, position, pointer, message, mend });
  }

  /** True the first time it is asked about a schema. */
  isNew(at: Located): boolean {
    const key = `schema ${at.source.uri}#${at.pointer}`;
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    return true;
  }
}

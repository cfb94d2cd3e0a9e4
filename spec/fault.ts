/** A 1-based place in a file. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Something wrong with a file the user gave: where, what, and how to mend it. */
export interface DocumentFault {
  readonly severity: 'error' | 'warning';
  readonly position: Position;
  /** JSON Pointer into the file; '' for the whole. */
  readonly pointer: string;
  readonly message: string;
  readonly mend: string;
}

/** Thrown when a document, overlay or scenario cannot be used; never for a mistake of ours. */
export class DocumentError extends Error {
  readonly faults: readonly DocumentFault[];

  constructor(faults: readonly DocumentFault[]) {
    super(faults.map(toFaultText).join('\n'));
    this.name = 'DocumentError';
    this.faults = faults;
  }
}

/** One fault as text: `file:line:column pointer`, what is wrong, how to mend it. */
export function toFaultText(fault: DocumentFault): string {
  const { file, line, column } = fault.position;
  const place = fault.pointer === '' ? '' : ` ${fault.pointer}`;
  return `${file}:${line}:${column}${place}\n  ${fault.message}\n  ${fault.mend}`;
}

import { finish, finishInSlices, type Work } from '../kernel/work.ts';
import { findCorners } from '../spec/check.ts';
import type { OpenApiDocument } from '../spec/document.ts';
import type { DocumentFault } from '../spec/fault.ts';
import { findHidden, findReserved } from './_hidden.ts';
import type { Engine } from './engine.ts';

/** The odd corners of the documents, looked for when somebody first asks. */
export interface Corners {
  /** Looks for them at once, where that is still to be done. */
  all(): readonly DocumentFault[];
  /** Looks for them beside the requests that come in. Never keeps the program from ending. */
  search(): Promise<readonly DocumentFault[]>;
}

/** How long a request waits at most for the search to step aside. */
const slice = 15;

/** Prepares the search for the odd corners of what an engine serves. */
export function createCorners(documents: readonly OpenApiDocument[], engine: Engine): Corners {
  let found: readonly DocumentFault[] | undefined;
  let searching: Promise<readonly DocumentFault[]> | undefined;
  const keep = (corners: readonly DocumentFault[]) => {
    found ??= corners;
    return found;
  };
  return {
    all: () => found ?? keep(finish(search(documents, engine))),
    search() {
      const options = { milliseconds: slice, timer: () => performance.now(), pause };
      searching ??= found
        ? Promise.resolve(found)
        : finishInSlices(search(documents, engine), options).then(keep);
      return searching;
    },
  };
}

function* search(
  documents: readonly OpenApiDocument[],
  engine: Engine,
): Work<readonly DocumentFault[]> {
  const found: DocumentFault[] = [];
  for (const document of documents) {
    try {
      found.push(...(yield* findCorners(document)));
    } catch (error) {
      found.push(toFailure(document, error));
    }
  }
  return [...found, ...findHidden(engine), ...findReserved(engine)];
}

/** The document is served all the same: nobody's requests wait for this search. */
function toFailure({ root, entry }: OpenApiDocument, error: unknown): DocumentFault {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    severity: 'warning',
    position: entry.positionOf(root.pointer),
    pointer: root.pointer,
    message: `The search for odd corners ended early: ${reason}.`,
    mend: 'This is a mistake of the stand-in, not of the document.',
  };
}

function pause(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve).unref();
  });
}

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** A log of Pact's verifier. */
export interface PublishingLog {
  readonly path: string;
  /** Why the results were not published; undefined when nothing is told of it. */
  findFailure(): string | undefined;
  remove(): void;
}

/**
 * Makes a log for one verification: the verifier tells nowhere else that the results could not be
 * published, and succeeds all the same. A process has one log: the first that was asked for.
 */
export function createPublishingLog(): PublishingLog {
  const folder = mkdtempSync(`${tmpdir()}/standin-pact-log-`);
  const path = `${folder}/verifier.log`;
  return {
    path,
    findFailure: () => /Publishing of verification results failed.*/.exec(read(path))?.[0],
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

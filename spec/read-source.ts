import { readFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { DocumentError } from './fault.ts';
import { parseSource, type Source } from './source.ts';

/** Reads a file of this machine. Throws `DocumentError` when it is missing, or no YAML and no JSON. */
export async function readSource(path: string): Promise<Source> {
  const name = path.startsWith('file:') ? fileURLToPath(path) : path;
  try {
    return parseSource(pathToFileURL(name).href, name, await readFile(name));
  } catch (error) {
    if (error instanceof DocumentError) throw error;
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const message = reason === 'ENOENT' ? 'No such file.' : `The file cannot be read (${reason}).`;
    const mend = 'Check the path; it is taken from the folder the command runs in.';
    const position = { file: name, line: 1, column: 1 };
    throw new DocumentError([{ severity: 'error', position, pointer: '', message, mend }]);
  }
}

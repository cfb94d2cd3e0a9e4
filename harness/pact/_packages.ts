import { UnusableError } from '../unusable.ts';

/** Pact for JavaScript. Throws `UnusableError` when it is not installed. */
export function importPact() {
  return importOptional('@pact-foundation/pact', () => import('@pact-foundation/pact'));
}

/**
 * Loads a package that users install themselves: most never need it, and it is about as large as
 * all the rest. Throws `UnusableError` when it is not there.
 */
export async function importOptional<T>(name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    // Something that the package itself needs may be missing as well; that is another story.
    const isAbsent = code === 'ERR_MODULE_NOT_FOUND' && String(error).includes(`'${name}'`);
    if (!isAbsent) throw error;
    throw new UnusableError(
      `This command needs the package ${name}, which is not installed. Install it: npm install --save-dev ${name}@${versions[name]}`,
    );
  }
}

const versions: Readonly<Record<string, string>> = {
  '@pact-foundation/pact': '16.5.0',
  '@pactflow/openapi-pact-comparator': '1.7.0',
};

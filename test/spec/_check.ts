import { expect } from 'vitest';
import { checkDocument } from '../../spec/check.ts';
import { DocumentError, type DocumentFault, toFaultText } from '../../spec/fault.ts';
import { loadDocument } from '../../spec/load.ts';
import { writeFiles } from './_document.ts';

/** Every fault of a file. */
export async function check(yaml: string, others: Readonly<Record<string, string>> = {}) {
  const document = await loadDocument(await writeFiles({ 'api.yaml': yaml, ...others }));
  return collect(() => checkDocument(document));
}

function collect(run: () => readonly DocumentFault[]): readonly DocumentFault[] {
  try {
    return run();
  } catch (error) {
    if (error instanceof DocumentError) return error.faults;
    throw error;
  }
}

/** What short documents lack, and what these tests are not about. */
const beside =
  /^(The "info" has|There are no "paths"|No parameter declares|.* has no description\.)/;

/** The only other fault, as `severity line:column message | mend`; § in the file marks where it must be. */
export async function checkMarked(yaml: string, others?: Readonly<Record<string, string>>) {
  const before = yaml.slice(0, yaml.indexOf('§')).split('\n');
  const wanted = { line: before.length, column: (before.at(-1) ?? '').length + 1 };
  const all = await check(yaml.replace('§', ''), others);
  const faults = all.filter(({ message }) => !beside.test(message));
  expect(faults.map(toFaultText)).toHaveLength(1);
  const [fault] = faults;
  expect(fault?.position).toMatchObject(wanted);
  expect(fault?.position.file).toMatch(/api\.yaml$/);
  return `${fault?.severity}: ${fault?.message} ${fault?.mend}`;
}

/** A document of one path. */
export function toPath(lines: string): string {
  return `openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths:\n${lines.replace(/^(?=.)/gm, '  ')}\n`;
}

/** A document of one schema named Pet. */
export function toSchema(lines: string): string {
  const indented = lines.replace(/^(?=.)/gm, '      ');
  return `openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: { /: {} }\ncomponents:\n  schemas:\n    Pet:\n${indented}\n`;
}

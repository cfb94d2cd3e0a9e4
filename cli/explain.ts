import type { Command } from 'commander';
import { createMock, type Mock, type OperationInfo } from '../mock/index.ts';
import { collect } from './usage.ts';

interface Flags {
  readonly json?: boolean;
  readonly overlay: readonly string[];
}

/** `standin explain`: what was inferred from documents, and why. */
export function addExplain(program: Command): void {
  program
    .command('explain')
    .description(
      'print the resources inferred from documents, and why; without a document, the two that ship',
    )
    .argument('[document...]', 'paths of OpenAPI documents (YAML or JSON)')
    .option(
      '--overlay <file>',
      'apply this OpenAPI Overlay to every document (repeatable)',
      collect,
      [],
    )
    .option('--json', 'print JSON')
    .helpOption('-h, --help', 'print this help')
    .action(async (documents: string[], flags: Flags) => {
      const mock = await createMock({ documents, overlays: flags.overlay });
      const { resources, operations, warnings } = mock;
      const text = flags.json
        ? JSON.stringify({ resources, operations, warnings }, null, 2)
        : toText(mock);
      process.stdout.write(`${text}\n`);
    });
}

function toText(mock: Mock): string {
  const titles = [...new Set(mock.operations.map(({ document }) => document))];
  return titles.flatMap((title) => [title, ...toDocument(mock, title)]).join('\n');
}

function toDocument(mock: Mock, title: string): string[] {
  const operations = mock.operations.filter(({ document }) => document === title);
  const resources = mock.resources.filter(({ document }) => document === title);
  const sections = resources.flatMap(({ name, collection, reasons }) => [
    '',
    `  ${collection}  holds each ${name}`,
    ...reasons.map((reason) => `    ${reason}`),
    ...operations.filter(({ resource }) => resource === collection).flatMap(toLines),
  ]);
  const others = operations.filter(({ resource }) => resource === undefined);
  const rest = others.length > 0 ? ['', '  Without a resource', ...others.flatMap(toLines)] : [];
  return [...sections, ...rest, ''];
}

function toLines({ method, path, id, behaviour, why, notes }: OperationInfo): string[] {
  const start = `    ${behaviour.padEnd(8)}${method.padEnd(7)}${path}  (${id})`;
  return [start, ...[why, ...notes].map((line) => `            ${line}`)];
}

/** A fenced block of a Markdown text. */
export interface Block {
  /** The first word after the fence; '' when there is none. */
  readonly language: string;
  readonly code: string;
  /** The line of the opening fence, 1-based. */
  readonly line: number;
  /** The paragraph before it. */
  readonly before: string;
  /** True after the comment `<!-- not run -->`. */
  readonly isSkipped: boolean;
}

const marker = '<!-- not run -->';

/** The fenced blocks of a Markdown text, in order (CommonMark §4.5, without indented fences). */
export function readBlocks(markdown: string): Block[] {
  const lines = markdown.split(/\r?\n/);
  const blocks: Block[] = [];
  for (let index = 0; index < lines.length; index++) {
    const [, fence, language = ''] = /^(`{3,})\s*(\S*)/.exec(lines[index] ?? '') ?? [];
    if (fence === undefined) continue;
    const end = lines.findIndex((line, place) => place > index && line.trimEnd() === fence);
    if (end < 0) throw new Error(`The block in line ${index + 1} has no end.`);
    const { before, isSkipped } = toIntroduction(lines.slice(0, index));
    const code = lines.slice(index + 1, end).join('\n');
    blocks.push({ language, code, line: index + 1, before, isSkipped });
    index = end;
  }
  return blocks;
}

function toIntroduction(lines: readonly string[]): Pick<Block, 'before' | 'isSkipped'> {
  const filled = lines.findLastIndex((line) => line.trim() !== '');
  const isSkipped = lines[filled]?.trim() === marker;
  const text = lines.slice(0, isSkipped ? filled : filled + 1).join('\n');
  const before =
    text
      .trimEnd()
      .split(/\n\s*\n/)
      .at(-1) ?? '';
  return { before: before.replaceAll('\n', ' '), isSkipped };
}

/** What is done with a block. */
export type Use = 'module' | 'test' | 'commands' | 'server' | 'file' | 'prose';

/** Commands that install, or run everything: whoever runs the tests has just done so. */
const notAgain = /^(npm (start|test|install|i|ci)\b|git clone\b)/;

/** A command that listens until it is stopped. */
const serving = /^(npx )?standin(?! (explain|token|check|help|-h|--help|-V|--version)\b)( |$)/;

/**
 * What a block is for. A `ts` block is a whole module, or a test when it imports Vitest; a `bash`
 * block is run, and stopped when it serves; a `yaml` block whose first line is `# name.yaml` is the
 * file of that name.
 */
export function toUse({ language, code }: Pick<Block, 'language' | 'code'>): Use {
  if (language === 'ts') return /from 'vitest'/.test(code) ? 'test' : 'module';
  if (language === 'yaml') return toFileName(code) === undefined ? 'prose' : 'file';
  if (language !== 'bash') return 'prose';
  const [first = ''] = code.split('\n').filter((line) => !/^\s*(#|$)/.test(line));
  if (notAgain.test(first)) return 'prose';
  return serving.test(first) ? 'server' : 'commands';
}

/** The name that a block gives itself in its first line. */
export function toFileName(code: string): string | undefined {
  return /^# ([\w.-]+\.ya?ml)\s*$/m.exec(code.split('\n', 1)[0] ?? '')?.[1];
}

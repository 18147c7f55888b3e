import type { CheckResult, MigrationResult } from '../model/migration.ts';
import { renderCheck } from './check-text.ts';
import type { Issues } from './ci/issues.ts';
import type { TextOptions } from './page.ts';
import { renderText } from './text.ts';

/** What a renderer may know about the place that its report goes to. */
interface RenderContext {
  readonly color: boolean;
  readonly width?: number | undefined;
  /** True: the text tells only what fails or blocks. */
  readonly quiet?: boolean;
  /** True where people look at it: a patch for programs must stay as it is. */
  readonly isShown?: boolean;
  /** The folder that names are relative to where other programs read them: the top of the git repository, if any. */
  readonly top?: string | undefined;
}

type Renderer = (
  result: MigrationResult | CheckResult,
  context: RenderContext,
) => string | Buffer | Promise<string>;

/** Each format but the usual one is loaded when it is asked for. */
export const FORMATS = {
  text: async () => renderMeasured,
  json: async () => (await import('./json.ts')).renderJson,
  jsonl: async () => (await import('./json.ts')).renderJsonLines,
  sarif: async () => ofIssues((await import('./ci/sarif.ts')).renderSarif),
  github: async () => ofIssues((await import('./ci/github.ts')).renderGithub),
  gitlab: async () => ofIssues((await import('./ci/gitlab.ts')).renderGitlab),
  rdjsonl: async () => ofIssues((await import('./ci/rdjsonl.ts')).renderRdjsonl),
  junit: async () => ofIssues((await import('./ci/junit.ts')).renderJunit),
  html: async () => (await import('./html/document.ts')).renderHtml,
  markdown: async () => ofIssues((await import('./ci/markdown.ts')).renderMarkdown),
  diff: async () => {
    const { renderDiff, showDiff } = await import('./diff.ts');
    return (result, { top, color, isShown }) => {
      const patch = renderDiff(result, top);
      return isShown ? showDiff(patch, color) : patch;
    };
  },
} satisfies Record<string, () => Promise<Renderer>>;

/** Renders a result in a format. */
export async function render(
  name: FormatName,
  result: MigrationResult | CheckResult,
  context: RenderContext,
): Promise<string | Buffer> {
  const renderer: Renderer = await FORMATS[name]();
  return renderer(result, context);
}

/** Characters that may take another room than one column, but for the few of our own texts. */
const NOT_OF_ONE_COLUMN = /[\u0300-\u1fff\u200b-\u200d\u2060-\u20ff\u2300-\uffff]/;

/** What knows the width of any character takes its time to load. */
const renderMeasured: Renderer = async (result, context) => {
  const renderAs = (options: TextOptions) =>
    'check' in result ? renderCheck(result, options) : renderText(result, options);
  const plain = renderAs(context);
  if (!NOT_OF_ONE_COLUMN.test(plain)) return plain;
  const { displayWidth } = await import('./display-width.ts');
  return renderAs({ ...context, measure: displayWidth });
};

async function ofIssues(renderer: (issues: Issues) => string): Promise<Renderer> {
  const { issuesOf } = await import('./ci/issues.ts');
  return (result, { top = result.root }) => renderer(issuesOf(result, top));
}

export type FormatName = keyof typeof FORMATS;

export interface Format {
  readonly name: FormatName;
  /** Undefined: standard output. */
  readonly file?: string;
}

/** Reads `json`, `json=out.json` or `json=-` (standard output). Undefined: no such format, or no file after `=`. */
export function parseFormat(spec: string): Format | undefined {
  const [name = '', ...rest] = spec.split('=');
  if (!isFormatName(name)) return undefined;
  if (rest.length === 0) return { name };
  const file = rest.join('=');
  if (file === '') return undefined;
  return file === '-' ? { name } : { name, file };
}

function isFormatName(name: string): name is FormatName {
  return Object.hasOwn(FORMATS, name);
}

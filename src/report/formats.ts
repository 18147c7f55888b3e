import type { CheckResult, MigrationResult } from '../model/migration.ts';
import { renderCheck } from './check-text.ts';
import { renderGithub } from './ci/github.ts';
import { renderGitlab } from './ci/gitlab.ts';
import { type Issues, issuesOf } from './ci/issues.ts';
import { renderJunit } from './ci/junit.ts';
import { renderMarkdown } from './ci/markdown.ts';
import { renderRdjsonl } from './ci/rdjsonl.ts';
import { renderSarif } from './ci/sarif.ts';
import { renderDiff } from './diff.ts';
import { renderJson, renderJsonLines } from './json.ts';
import { renderText } from './text.ts';

/** What a renderer may know about the place that its report goes to. */
interface RenderContext {
  readonly color: boolean;
  readonly width?: number | undefined;
  /** The folder that names are relative to where other programs read them: the top of the git repository, if any. */
  readonly top?: string | undefined;
}

type Renderer = (result: MigrationResult | CheckResult, context: RenderContext) => string | Buffer;

export const FORMATS = {
  text: (result, context) => ('check' in result ? renderCheck(result, context) : renderText(result, context)),
  json: (result) => renderJson(result),
  jsonl: (result) => renderJsonLines(result),
  sarif: ofIssues(renderSarif),
  github: ofIssues(renderGithub),
  gitlab: ofIssues(renderGitlab),
  rdjsonl: ofIssues(renderRdjsonl),
  junit: ofIssues(renderJunit),
  markdown: ofIssues(renderMarkdown),
  diff: (result, { top }) => renderDiff(result, top),
} satisfies Record<string, Renderer>;

function ofIssues(render: (issues: Issues) => string): Renderer {
  return (result, { top = result.root }) => render(issuesOf(result, top));
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

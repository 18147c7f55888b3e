import { findTop } from '../files/git/repository.ts';
import { readTexts } from '../files/texts.ts';
import { isScript } from '../languages/javascript/syntax/files.ts';
import { UNWATCHED } from '../model/watch.ts';
import type { Analysis, AnalysisOptions } from './analyse.ts';
import type { Selection } from './apply.ts';
import { findComponents } from './components.ts';
import { findConfig } from './config.ts';
import { frontEndsFor } from './front-ends/for-tree.ts';
import type { FrontEnds } from './front-ends/front-end.ts';
import type { MigrateOptions } from './migrate.ts';
import { readTree } from './read-tree.ts';
import type { Tree } from './tree.ts';

/** A tree that is to be migrated, with all that understanding it needs. */
export interface Prepared {
  readonly tree: Tree;
  readonly frontEnds: FrontEnds;
  readonly settings: AnalysisOptions;
  /** Whether a file is of a kind that is read. */
  isRead(file: string): boolean;
}

/** What was found in a tree, and which of its fixes hold. */
export interface Understood {
  readonly analysis: Analysis;
  readonly selection: Selection;
}

/** Finds the files of a migration, its configuration, and what reads them. @throws Failure for paths that are not there */
export async function prepare(options: MigrateOptions): Promise<Prepared> {
  const { watch = UNWATCHED } = options;
  const config = findConfig(options.cwd, findTop(options.cwd) ?? options.cwd, readTexts);
  watch.configure?.(config.file);
  const found = readTree(options.paths, options.cwd, config.ignored, { watch });
  const tree: Tree = options.withTokensSent === true ? { ...found, withTokens: true } : found;
  watch.at('relate', 0);
  const frontEnds = await frontEndsFor(tree);
  return {
    tree,
    frontEnds,
    settings: {
      frontEnds,
      tokenName: options.tokenEnv ?? config.tokenName ?? 'ZOHO_AUTHTOKEN',
      hosts: [...config.hosts, ...(options.hosts ?? [])],
      annotate: options.annotate === true,
      watch,
    },
    isRead: (file) => isScript(file) || frontEnds.of(file) !== undefined,
  };
}

/** Analyses a tree and chooses the fixes that hold. Parsers are loaded here, and only where there is something to parse. */
export async function understand(
  { tree }: Prepared,
  settings: AnalysisOptions,
  allowUnsafe: boolean,
): Promise<Understood> {
  if (findComponents(tree).parts.length === 0)
    return {
      analysis: { findings: [], tokens: [], skipped: [] },
      selection: { edits: new Map(), refused: new Map() },
    };
  const { analyseSafely } = await import('./analyse-safely.ts');
  const { verify } = await import('./verify.ts');
  const analysis = analyseSafely(tree, tree.read, settings);
  return { analysis, selection: verify(tree, analysis, settings, allowUnsafe) };
}

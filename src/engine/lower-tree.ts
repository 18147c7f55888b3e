import { isScript } from '../languages/javascript/syntax/files.ts';
import type { CodeMap } from '../model/code-map.ts';
import type { Edit } from '../model/edit.ts';
import type { Skipped } from '../model/finding.ts';
import type { LeftOver } from '../model/left-over.ts';
import type { Request } from '../model/request.ts';
import type { Speller } from '../model/speller.ts';
import { UNWATCHED, type Watch } from '../model/watch.ts';
import { type Judged, judge } from '../recognition/judgement.ts';
import { TicketCode } from '../recognition/ticket-code/find.ts';
import { findComponents } from './components.ts';
import { besidesScripts } from './front-ends/besides-scripts.ts';
import { joinCodeMaps } from './front-ends/code-maps.ts';
import { type FrontEnds, NO_FRONT_ENDS } from './front-ends/front-end.ts';
import { lowerFiles } from './front-ends/lower-files.ts';
import { lowerScripts } from './javascript.ts';
import { namesAskedFor } from './names/asked-names.ts';
import type { Settings } from './settings.ts';
import type { Tree } from './tree.ts';

/** What the files of a tree send, whatever is to be done about it: rules may look at it more than once. */
export interface LoweredTree {
  readonly tree: Tree;
  readonly requests: readonly Request[];
  readonly judged: readonly Judged[];
  readonly speller: Speller;
  readonly settings: Settings;
  readonly code: CodeMap;
  readonly ticketCode: TicketCode;
  readonly skipped: readonly Skipped[];
  /** What nothing needs any more once some edits are made, and stays. */
  leftOvers(edits: readonly Edit[]): readonly LeftOver[];
}

export interface LoweringOptions {
  readonly hosts: readonly string[];
  /** True where nobody will apply an edit: then not all files are read that one depends on. */
  readonly findOnly?: boolean;
  /** What reads the files that are understood one by one. */
  readonly frontEnds?: FrontEnds;
  readonly watch?: Watch;
}

/** Lowers the files of a tree that may hold calls. `read` may answer with texts that are not written yet. */
export function lowerTree(
  tree: Tree,
  read: (file: string) => string | undefined,
  { hosts, findOnly = false, frontEnds, watch = UNWATCHED }: LoweringOptions,
): LoweredTree {
  const scripts = lowerScripts(tree, read, watch, frontEnds);
  const { settings } = scripts;
  const inFocus = new Set(findComponents(tree).parts.flat());
  const files = lowerFiles(
    tree,
    read,
    frontEnds ?? NO_FRONT_ENDS,
    (file) => inFocus.has(file),
    settings.spell,
    watch,
  );
  watch.at('judge', 0);
  const sent = judge(scripts.requests, hosts);
  if (!findOnly) tree.names.expect(namesAskedFor(sent, read));
  const others = besidesScripts(files.requests, sent, tree);
  const judgedOthers = judge(others, hosts);
  if (!findOnly) tree.names.expect(namesAskedFor(judgedOthers, read));
  const requests = [...scripts.requests, ...others];
  const judged = [...sent, ...judgedOthers];
  const code = joinCodeMaps(({ file }) => files.codeOf(file) ?? (isScript(file) ? scripts.code : undefined));
  return {
    tree,
    requests,
    judged,
    speller: files.besides(scripts.speller),
    settings,
    code,
    ticketCode: new TicketCode({ requests, judged, hosts, code }),
    skipped: [...scripts.skipped, ...files.skipped],
    leftOvers: (edits) => [...scripts.leftOvers(edits), ...files.leftOvers(edits)],
  };
}

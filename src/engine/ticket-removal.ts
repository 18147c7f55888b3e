import type { JsProgram } from '../languages/javascript/program/program.ts';
import { memberReads } from '../languages/javascript/removal/members.ts';
import { removeTicketCode } from '../languages/javascript/removal/remove-ticket-code.ts';
import { createModule, type JsModule } from '../languages/javascript/syntax/module.ts';
import type { Binding } from '../languages/javascript/syntax/scopes.ts';
import { Tracer } from '../languages/javascript/values/tracer.ts';
import { type Edit, groupByFile, type SourceRange } from '../model/edit.ts';
import { UNWATCHED } from '../model/watch.ts';
import { judge } from '../recognition/judgement.ts';
import { findTicketCode } from '../recognition/ticket-code/find.ts';
import type { analyse } from './analyse.ts';
import { analyseSafely } from './analyse-safely.ts';
import { applyEdits } from './apply.ts';
import { createIgnores } from './ignores.ts';
import { lowerScripts } from './javascript.ts';
import { placesBefore } from './offsets.ts';
import { publicFiles } from './public-files.ts';
import type { Tree } from './tree.ts';
import { breaks } from './verify.ts';

/** What taking the ticket code out of a migrated tree comes to. */
export interface TicketRemoval {
  /** The texts of the files that it changes, with the migration's own changes. */
  readonly texts: ReadonlyMap<string, string>;
  /** What became of each piece, which stands where it stood before the migration. */
  readonly outcomes: readonly PieceOutcome[];
}

interface PieceOutcome {
  readonly at: SourceRange;
  readonly isGone: boolean;
  /** Why it stays, where that is known. */
  readonly reason: string | undefined;
}

type Settings = Parameters<typeof analyse>[2];
type Edits = ReadonlyMap<string, readonly Edit[]>;

/** Takes out what nothing needs once `edits` are made: no call to the CRM sends a ticket then. */
export function takeOutTicketCode(tree: Tree, edits: Edits, settings: Settings): TicketRemoval {
  const migrated = (file: string) => {
    const before = tree.read(file);
    return before === undefined ? undefined : applyEdits(before, edits.get(file) ?? []);
  };
  const { requests, code, programs } = lowerScripts(tree, migrated, settings.watch ?? UNWATCHED);
  const ignores = createIgnores(migrated);
  const pieces = findTicketCode({
    requests,
    judged: judge(requests, settings.hosts),
    hosts: settings.hosts,
    code,
  }).map((piece) =>
    ignores.reasonAt('ticket-regeneration', piece.unit.at) === undefined
      ? piece
      : { ...piece, heldBy: 'a comment says to ignore it' },
  );
  const wasRead = createMemory(tree, edits);
  const isPublic = publicFiles(tree);
  const texts = new Map<string, string>();
  const outcomes: PieceOutcome[] = [];
  for (const program of programs) {
    const own = pieces.filter(({ unit }) => program.has(unit.at.file));
    const removal = removeTicketCode(new Tracer(program), own, {
      wasRead,
      retiredMembers: retiredMembers(tree, edits, program),
      mayHaveOtherUsers: ({ file }) => isPublic(file),
    });
    const fits = doNotOverlap(removal.edits);
    if (fits)
      for (const [file, ownEdits] of groupByFile(removal.edits))
        texts.set(file, applyEdits(migrated(file) ?? '', ownEdits));
    for (const piece of own) {
      const { file, start, end } = piece.unit.at;
      const before = placesBefore(edits.get(file) ?? []);
      outcomes.push({
        at: { file, start: before(start), end: before(end) },
        isGone: fits && removal.gone.has(piece),
        reason: fits
          ? (piece.heldBy ?? removal.held.get(piece)?.reason)
          : 'its changes need the same characters',
      });
    }
  }
  return verified(tree, { texts, outcomes }, migrated, settings);
}

/** All or nothing: what is left must parse, and hold no call that was not there before. */
function verified(
  tree: Tree,
  removal: TicketRemoval,
  migrated: (file: string) => string | undefined,
  settings: Settings,
): TicketRemoval {
  const read = (file: string) => removal.texts.get(file) ?? migrated(file);
  const isWhole = [...removal.texts].every(
    ([file, text]) => !breaks(file, migrated(file) ?? '', text, settings.frontEnds),
  );
  const callsIn = (text: typeof read) => {
    const { findings, skipped } = analyseSafely(tree, text, settings);
    return findings.filter(({ ruleId }) => ruleId === 'deprecated-params').length + skipped.length;
  };
  if (removal.texts.size === 0 || (isWhole && callsIn(read) <= callsIn(migrated))) return removal;
  const reason = 'what would be left does not hold';
  return {
    texts: new Map(),
    outcomes: removal.outcomes.map(({ at }) => ({ at, isGone: false, reason })),
  };
}

function doNotOverlap(edits: readonly Edit[]): boolean {
  return [...groupByFile(edits).values()].every((own) => {
    const ordered = [...own].sort((a, b) => a.start - b.start || a.end - b.end);
    return ordered.every(({ start }, i) => i === 0 || start >= ordered[i - 1]!.end);
  });
}

/** Tells of a variable of the migrated text whether anything read it before. */
function createMemory(tree: Tree, edits: Edits): (module: JsModule, binding: Binding) => boolean {
  const modules = new Map<string, JsModule>();
  return ({ file }, { declaration }) => {
    const own = edits.get(file);
    if (!own) return false;
    const before = modules.get(file) ?? createModule(file, tree.read(file) ?? '');
    modules.set(file, before);
    const place = placesBefore(own)(declaration.start!);
    return before.scopes.all.some(
      ({ declarations, reads }) => reads.length > 0 && declarations.some(({ start }) => start === place),
    );
  };
}

/** Names of members that the edited files read less often than before. */
function retiredMembers(tree: Tree, edits: Edits, { modules }: JsProgram): Set<string> {
  const retired = new Set<string>();
  for (const module of modules) {
    if (module.json || !edits.has(module.file)) continue;
    const now = memberReads(module);
    const before = memberReads(createModule(module.file, tree.read(module.file) ?? ''));
    for (const [name, count] of before) if (count > (now.get(name) ?? 0)) retired.add(name);
  }
  return retired;
}

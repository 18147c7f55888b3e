import type { Change } from '../../model/change.ts';
import type { Edit } from '../../model/edit.ts';
import type { Speller } from '../../model/speller.ts';
import { createTextSpeller } from '../text/speller.ts';
import type { JsModule } from './module.ts';
import type { JsProgram } from './program.ts';
import { spellBirth } from './spell/births.ts';
import { Draft } from './spell/draft.ts';
import { spellEntry } from './spell/entries.ts';
import { type RenamedEntries, renamedEntries, spellNamedReads } from './spell/named-reads.ts';
import { Refusal } from './spell/refusal.ts';
import { spellEnvironmentRename } from './spell/settings.ts';
import { spellTexts } from './spell/texts.ts';
import { Tracer } from './tracer.ts';

type TextChange = Parameters<typeof spellTexts>[1][number];

/** Renames an environment variable in the files of the tree that are not scripts. */
export type SettingsSpeller = (name: string, to: string) => readonly Edit[];

/** Spells changes in JavaScript, TypeScript, their comments and the JSON documents that they read. */
export function createSpeller(program: JsProgram, spellSettings: SettingsSpeller): Speller {
  const tracer = new Tracer(program);
  return createTextSpeller({
    spell(groups) {
      const spelled = new Map<string, readonly Edit[] | string>();
      for (const [name, changes] of groups) spelled.set(name, spellGroup(tracer, changes, spellSettings));
      return spelled;
    },
  });
}

function spellGroup(
  tracer: Tracer,
  changes: readonly Change[],
  spellSettings: SettingsSpeller,
): readonly Edit[] | string {
  const { program } = tracer;
  const byModule = new Map<JsModule, Change[]>();
  const settings: Edit[] = [];
  for (const change of changes) {
    const modules = change.kind === 'rename-environment' ? program.modules : [program.load(fileOf(change))];
    for (const module of modules) {
      if (!module) return 'the file could not be read again';
      byModule.set(module, [...(byModule.get(module) ?? []), change]);
    }
    if (change.kind === 'rename-environment') settings.push(...spellSettings(change.name, change.to));
  }
  try {
    const entries = renamedEntries(changes);
    const modules = entries.names.size > 0 ? program.modules : [...byModule.keys()];
    return [
      ...modules.flatMap((module) => spellModule(tracer, module, byModule.get(module) ?? [], entries)),
      ...settings,
    ];
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}

function spellModule(
  tracer: Tracer,
  module: JsModule,
  changes: readonly Change[],
  entries: RenamedEntries,
): Edit[] {
  const draft = new Draft(module);
  const texts: TextChange[] = [];
  for (const change of changes) {
    switch (change.kind) {
      case 'replace-text':
      case 'remove-hole':
      case 'replace-hole':
      case 'insert-after':
        texts.push(change);
        break;
      case 'bear-token':
        spellBirth(draft, change);
        break;
      case 'rename-environment':
        spellEnvironmentRename(draft, change.name, change.to);
        break;
      default:
        spellEntry(draft, change);
    }
  }
  spellTexts(draft, texts);
  spellNamedReads(tracer, draft, entries);
  return draft.edits;
}

function fileOf(change: Exclude<Change, { kind: 'rename-environment' }>): string {
  switch (change.kind) {
    case 'bear-token':
      return change.origin.site.at.file;
    case 'insert-after':
      return 'site' in change.piece && change.piece.site ? change.piece.site.at.file : '';
    case 'replace-text':
    case 'remove-hole':
    case 'replace-hole':
      return change.piece.site.at.file;
    default:
      return change.entry.site.at.file;
  }
}

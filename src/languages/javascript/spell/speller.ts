import type { Change } from '../../../model/change.ts';
import { distinct, fileOf } from '../../../model/change-key.ts';
import type { Edit } from '../../../model/edit.ts';
import type { TypesAround } from '../../../model/references.ts';
import type { Request } from '../../../model/request.ts';
import type { Speller } from '../../../model/speller.ts';
import { Refusal } from '../../refusal.ts';
import { createTextSpeller } from '../../text/speller.ts';
import { renameDocumentKeys } from '../documents/rename-keys.ts';
import type { DocumentSurroundings } from '../documents/surroundings.ts';
import type { JsProgram } from '../program/program.ts';
import { editsOf } from '../rename/bundles.ts';
import { renameVariables, type Spelled, type TokenNameFor } from '../rename/rename-variables.ts';
import type { JsModule } from '../syntax/module.ts';
import { dropUnused } from '../unused/drop-unused.ts';
import type { FindSetting } from '../unused/settings.ts';
import { Tracer } from '../values/tracer.ts';
import { spellBirth } from './births.ts';
import { spellComparedNames } from './compared-names.ts';
import { Draft } from './draft.ts';
import { spellEntry } from './entries.ts';
import { spellListedNames } from './listed-names.ts';
import { spellNamedReads } from './named-reads.ts';
import { renamedEntries } from './renamed-entries.ts';
import { spellEnvironmentRename } from './settings.ts';
import { spellTexts } from './texts.ts';
import { changedPlaces, findTypedFamilies, keepNames, sentPlaces, type TypeName } from './type-names.ts';
import { spellTypeName } from './type-references.ts';

type TextChange = Parameters<typeof spellTexts>[1][number];

/** Renames an environment variable in the files of the tree that are not scripts. */
export type SettingsSpeller = (name: string, to: string) => readonly Edit[];

/** What spelling needs to know beyond the program itself. */
export interface Surroundings {
  readonly spellSettings: SettingsSpeller;
  readonly findSetting: FindSetting;
  readonly documents: DocumentSurroundings;
  /** What types say around a file. */
  readonly typesAround: TypesAround;
  /** All requests that were found, whatever becomes of them. */
  readonly requests: readonly Request[];
  readonly tokenNameFor: TokenNameFor;
}

/** Spells changes in JavaScript, TypeScript, their comments and the JSON documents that they read. */
export function createSpeller(program: JsProgram, surroundings: Surroundings): Speller {
  const tracer = new Tracer(program);
  const sent = sentPlaces(program, surroundings.requests);
  return createTextSpeller({
    spell(groups) {
      const spelled = new Map<string, readonly Edit[] | string>();
      const bundles: Spelled[] = [];
      const families = findTypedFamilies(program, groups, surroundings.typesAround);
      const changed = changedPlaces(program, groups);
      const isSentElsewhere = (place: string) => !changed.has(place) && sent().has(place);
      for (const { members, names } of families) {
        const changes = distinct(members.flatMap((member) => groups.get(member)!));
        const outcome = spellGroup(tracer, changes, names, surroundings.spellSettings, isSentElsewhere);
        if (typeof outcome === 'string') for (const member of members) spelled.set(member, outcome);
        else bundles.push({ ...outcome, groups: members, changes, wishes: changes.filter(isWish) });
      }
      const { tokenNameFor, documents } = surroundings;
      const renamed = renameDocumentKeys(tracer, bundles, tokenNameFor, documents);
      for (const bundle of dropUnused(tracer, renameVariables(tracer, renamed, tokenNameFor), surroundings)) {
        const edits = editsOf(bundle);
        for (const group of bundle.groups) spelled.set(group, edits);
      }
      return spelled;
    },
  });
}

function isWish(change: Change): change is Extract<Change, { kind: 'name-token' }> {
  return change.kind === 'name-token';
}

function spellGroup(
  tracer: Tracer,
  changes: readonly Change[],
  names: readonly TypeName[],
  spellSettings: SettingsSpeller,
  isSentElsewhere: (place: string) => boolean,
): Pick<Spelled, 'drafts' | 'others'> | string {
  const { program } = tracer;
  const byModule = new Map<JsModule, Change[]>();
  const settings: Edit[] = [];
  for (const change of changes) {
    const modules =
      change.kind === 'rename-environment'
        ? program.modules
        : filesOf(change).map((file) => program.load(file));
    for (const module of modules) {
      if (!module) return 'the file could not be read again';
      byModule.set(module, [...(byModule.get(module) ?? []), change]);
    }
    if (change.kind === 'rename-environment') settings.push(...spellSettings(change.name, change.to));
  }
  const drafts = new Map<JsModule, Draft>();
  const draftOf = (file: string) => {
    const module = program.load(file);
    if (module && !drafts.has(module)) drafts.set(module, new Draft(module));
    return module && drafts.get(module);
  };
  try {
    keepNames(program, draftOf, changes, names);
    for (const [module, own] of byModule) spellModule(draftOf(module.file)!, own);
    for (const name of names) spellTypeName(draftOf, name, isSentElsewhere);
    const entries = renamedEntries(changes);
    if (entries.names.size > 0)
      for (const module of program.modules) {
        const draft = draftOf(module.file)!;
        spellNamedReads(tracer, draft, entries);
        spellComparedNames(tracer, draft, entries);
        spellListedNames(tracer, draft, entries);
      }
    return { drafts, others: settings };
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}

/** The files that a change is spelled in: a slot and what is put into it may stand in two. */
function filesOf(change: Change): readonly string[] {
  const file = fileOf(change) ?? '';
  const slot = 'piece' in change && 'site' in change.piece ? change.piece.site?.slot : undefined;
  return slot && slot.at.file !== file ? [file, slot.at.file] : [file];
}

function spellModule(draft: Draft, changes: readonly Change[]): void {
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
      case 'name-token':
        break;
      case 'rename-environment':
        spellEnvironmentRename(draft, change.name, change.to);
        break;
      default:
        spellEntry(draft, change);
    }
  }
  spellTexts(draft, texts);
}

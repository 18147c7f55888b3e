import type { Change } from './change.ts';
import type { SourceRange } from './edit.ts';
import type { Site } from './query-text.ts';

/** The part of a file's syntax that a change touches; for literals in run-time characters. */
export interface Touch {
  readonly node: string;
  readonly from: number;
  readonly to: number;
}

/** What tells two changes apart: equal keys ask for the same thing at the same place. */
export function keyOf(change: Change): string {
  const by =
    'by' in change
      ? typeof change.by === 'string'
        ? change.by
        : `<${change.by.name}>`
      : 'text' in change
        ? change.text
        : '';
  switch (change.kind) {
    case 'replace-text':
      return `${change.kind} ${nodeOf(change.piece.site.at)} ${change.piece.offset + change.from}-${change.piece.offset + change.to} ${by}`;
    case 'remove-hole':
    case 'replace-hole':
      return `${change.kind} ${nodeOf(change.piece.site.at)} ${by}`;
    case 'insert-after':
      return `${change.kind} ${'site' in change.piece && change.piece.site ? nodeOf(change.piece.site.at) : ''} ${by}`;
    case 'bear-token':
      return `${change.kind} ${nodeOf(change.origin.site.at)} ${by}`;
    case 'rename-environment':
      return `${change.kind} ${change.name} ${change.to}`;
    case 'name-token':
      return `${change.kind} ${nodeOf(change.site.at)}`;
    case 'rename-entry':
      return `${change.kind} ${nodeOf(change.entry.site.at)} ${change.to}`;
    default:
      return `${change.kind} ${nodeOf(change.entry.site.at)} ${by}`;
  }
}

/** The changes, equal ones once. What is done to one value may be done in several slots. */
export function distinct(changes: readonly Change[]): Change[] {
  return [...new Map(changes.map((change) => [keyOf(change) + slotKey(change), change])).values()];
}

function slotKey(change: Change): string {
  const slot = 'piece' in change && 'site' in change.piece ? change.piece.site?.slot : undefined;
  return slot ? ` ${nodeOf(slot.at)}:${slot.from}` : '';
}

/** What a change touches. */
export function touchOf(change: Change): Touch {
  switch (change.kind) {
    case 'replace-text':
      return {
        node: nodeOf(change.piece.site.at),
        from: change.piece.offset + change.from,
        to: change.piece.offset + change.to,
      };
    case 'remove-hole':
    case 'replace-hole':
      return { node: nodeOf(change.piece.site.at), from: 0, to: 1 };
    case 'insert-after':
      return {
        node: 'site' in change.piece && change.piece.site ? nodeOf(change.piece.site.at) : '',
        from: 0,
        to: 1,
      };
    case 'bear-token':
      return { node: nodeOf(change.origin.site.at), from: 0, to: 1 };
    case 'rename-environment':
      return { node: `environment ${change.name}`, from: 0, to: 1 };
    case 'name-token':
      return { node: `name of ${nodeOf(change.site.at)}`, from: 0, to: 1 };
    default:
      return { node: nodeOf(change.entry.site.at), from: 0, to: 1 };
  }
}

/** The place that a change touches; undefined where it touches many, or none. */
export function siteOf(change: Change): Site | undefined {
  switch (change.kind) {
    case 'rename-environment':
      return undefined;
    case 'bear-token':
      return change.origin.site;
    case 'name-token':
      return change.site;
    case 'replace-text':
    case 'remove-hole':
    case 'replace-hole':
    case 'insert-after':
      return 'site' in change.piece ? change.piece.site : undefined;
    default:
      return change.entry.site;
  }
}

/** The file that a change touches; undefined where it touches many, or none. */
export function fileOf(change: Change): string | undefined {
  return siteOf(change)?.at.file;
}

/** A name for a node that is the same however it was reached. */
export function nodeOf(at: SourceRange): string {
  return `${at.file}:${at.start}:${at.end}`;
}

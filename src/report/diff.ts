import { formatPatch, structuredPatch } from 'diff';
import pc from 'picocolors';
import type { ChangedFile, Encoding, MigrationResult } from '../model/migration.ts';
import { escapeControls } from './escape.ts';
import { compareText } from './order.ts';
import { showPath } from './paths.ts';

/**
 * A patch that `git apply` takes, as bytes: every line is in the encoding of its file.
 * Names are relative to `base`, which must be the top of the git repository where there is one:
 * from a folder below it, git silently skips names that do not start at the top.
 */
export function renderDiff(result: MigrationResult, base: string = result.root): Buffer {
  const patches = result.changed
    .map((changed) => ({ changed, name: showPath(base, changed.file) }))
    .sort((a, b) => compareText(a.name, b.name))
    .map(({ changed, name }) => renderPatch(changed, name));
  // The patch of one file was made of its bytes, each as one character.
  return Buffer.from(patches.join(''), 'latin1');
}

/** A patch as people read it on a terminal: in colours, and what a terminal would obey is spelled out. */
export function showDiff(patch: Buffer, color: boolean): string {
  const paint = pc.createColors(color);
  const painters: readonly (readonly [RegExp, (line: string) => string])[] = [
    [/^(?:diff|index|---|\+\+\+) /, paint.bold],
    [/^@@/, paint.cyan],
    [/^\+/, paint.green],
    [/^-/, paint.red],
  ];
  return patch
    .toString('utf8')
    .split('\n')
    .map((line) => {
      const shown = line.split('\t').map(escapeControls).join('\t');
      const [, painted] = painters.find(([pattern]) => pattern.test(line)) ?? [];
      return painted && shown !== '' ? painted(shown) : shown;
    })
    .join('\n');
}

/** Compares bytes, not characters, so that one way serves every encoding and every line end. */
function renderPatch(changed: ChangedFile, name: string): string {
  const before = encode(changed.before, changed.encoding).toString('latin1');
  const after = encode(changed.after, changed.encoding).toString('latin1');
  const patch = structuredPatch(`a/${name}`, `b/${name}`, before, after, undefined, undefined, {
    context: 3,
  });
  if (patch.hunks.length === 0) return '';
  return endNamesWithBlanks(formatPatch({ ...patch, isGit: true }));
}

/** As git does: a tab after a name that holds blanks keeps other tools from cutting it there. */
function endNamesWithBlanks(patch: string): string {
  const [git, from, to, ...rest] = patch.split('\n');
  return [git, endName(from!), endName(to!), ...rest].join('\n');
}

function endName(header: string): string {
  return header.includes(' ', '--- '.length) ? header + '\t' : header;
}

function encode(text: string, encoding: Encoding): Buffer {
  if (encoding !== 'utf16be') return Buffer.from(text, encoding);
  return Buffer.from(text, 'utf16le').swap16();
}

import { isForPeople, tellsOfThePast } from '../languages/text-files/kinds.ts';
import { type Edit, groupByFile } from '../model/edit.ts';
import type { Finding, TokenNeed } from '../model/finding.ts';
import { wordPattern } from '../model/patterns.ts';
import type { Tree } from './tree.ts';

/** Tests, by where they lie and what they are called. */
const TEST =
  /(?:^|[\\/])(?:tests?|specs?|__tests__|__mocks__|features|t)[\\/]|[._-](?:test|spec)s?\.\w+$|(?:^|[\\/])test_\w+\.py$|(?:Tests?|Spec)\.\w+$/;

/**
 * Notes, once a file, where tests and documents for people name variables of the environment that no code reads any more
 * once the edits are made. Change logs tell of how things were.
 */
export function noteOldNames(
  tree: Tree,
  read: (file: string) => string | undefined,
  tokens: readonly TokenNeed[],
  edits: readonly Edit[],
): Finding[] {
  const old = oldNames(tokens);
  const own = groupByFile(edits);
  const named = new Map<string, Map<string, number>>();
  tree.names.expect(old);
  for (const name of old) {
    const word = wordPattern(name, 'g');
    const places = tree.names.holding(name).flatMap((file) => {
      // Edits of which only some will be made may overlap: they are not applied here.
      const stays = ({ index }: RegExpExecArray) =>
        !own.get(file)?.some(({ start, end }) => start <= index && index < end);
      const left = [...(read(file) ?? '').matchAll(word)].find(stays);
      return left ? [{ file, start: left.index }] : [];
    });
    const present = places.filter(({ file }) => !tellsOfThePast(file));
    // What anything else names may be needed still.
    if (!present.every(({ file }) => isMention(file))) continue;
    for (const { file, start } of present)
      named.set(file, (named.get(file) ?? new Map<string, number>()).set(name, start));
  }
  return [...named].map(([file, names]): Finding => {
    const [[first, start]] = [...names].sort(([, a], [, b]) => a - b) as [[string, number]];
    const list = [...names.keys()].sort().map((name) => `\`${name}\``);
    return {
      ruleId: 'left-over',
      severity: 'note',
      message: `${list.join(' and ')} ${list.length === 1 ? 'is' : 'are'} named here, and no code reads ${list.length === 1 ? 'it' : 'them'} any more.`,
      at: { file, start, end: start + first.length },
    };
  });
}

function isMention(file: string): boolean {
  return isForPeople(file) || TEST.test(file);
}

/** The variables of the environment that rewritten calls had their credentials from. */
function oldNames(tokens: readonly TokenNeed[]): Set<string> {
  return new Set(
    tokens.flatMap(({ source, revoke = [] }) => [
      ...(source.kind === 'environment' && source.formerName !== undefined ? [source.formerName] : []),
      ...revoke.flatMap(({ setting }) => (setting?.kind === 'environment' ? [setting.name] : [])),
    ]),
  );
}

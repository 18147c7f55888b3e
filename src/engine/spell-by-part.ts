import { environmentMentions } from '../languages/javascript/program/environment-names.ts';
import type { JsProgram } from '../languages/javascript/program/program.ts';
import { createSpeller, type Surroundings } from '../languages/javascript/spell/speller.ts';
import type { Change } from '../model/change.ts';
import { fileOf } from '../model/change-key.ts';
import type { Request } from '../model/request.ts';
import type { Speller } from '../model/speller.ts';

/** Scripts that were traced together, and what they send. */
export interface TracedPart {
  readonly program: JsProgram;
  readonly requests: readonly Request[];
}

type Groups = ReadonlyMap<string, readonly Change[]>;

/** Parts that groups of changes tie to each other, with these groups. */
interface Cluster {
  readonly parts: Set<TracedPart>;
  /** Files outside of all parts that a change concerns. */
  readonly others: Set<string>;
  readonly groups: string[];
}

/**
 * Spells each change with a look at the parts that it concerns, not at the whole tree: what no import connects cannot
 * say anything about each other.
 *
 * @param whole holds the modules of all parts, and others that were looked at
 * @param createProgram makes an empty program over the same modules
 */
export function createSpellerByPart(
  whole: JsProgram,
  parts: readonly TracedPart[],
  createProgram: () => JsProgram,
  surroundings: Omit<Surroundings, 'requests'>,
): Speller {
  const merge = (chosen: readonly TracedPart[], others: ReadonlySet<string>): JsProgram => {
    const [only] = chosen;
    if (only && chosen.length === 1 && others.size === 0) return only.program;
    const program = createProgram();
    for (const part of chosen) for (const { file } of part.program.modules) program.load(file);
    for (const file of others) program.load(file);
    return program;
  };
  return {
    spell(groups) {
      const spelled = clusters(groups, whole, parts).map((cluster) => {
        const chosen = [...cluster.parts];
        const requests = chosen.flatMap((part) => part.requests);
        const speller = createSpeller(merge(chosen, cluster.others), { ...surroundings, requests });
        return speller.spell(new Map(cluster.groups.map((name) => [name, groups.get(name)!])));
      });
      return new Map(spelled.flatMap((one) => [...one]));
    },
  };
}

/** Puts groups together that concern the same parts. */
function clusters(groups: Groups, whole: JsProgram, parts: readonly TracedPart[]): Cluster[] {
  const partsOf = indexParts(parts);
  const mentioning = indexMentions(whole);
  const clusterOf = new Map<TracedPart | string, Cluster>();
  for (const [name, changes] of groups) {
    const files = [...new Set(changes.flatMap((change) => filesOf(change, mentioning)))];
    const joined: Cluster = { parts: new Set(), others: new Set(), groups: [name] };
    for (const file of files) {
      const holders = partsOf.get(file);
      if (!holders) joined.others.add(file);
      for (const part of holders ?? []) joined.parts.add(part);
    }
    const known = new Set([...joined.parts, ...joined.others].flatMap((key) => clusterOf.get(key) ?? []));
    for (const cluster of known) {
      for (const part of cluster.parts) joined.parts.add(part);
      for (const file of cluster.others) joined.others.add(file);
      joined.groups.push(...cluster.groups);
    }
    for (const key of [...joined.parts, ...joined.others]) clusterOf.set(key, joined);
    if (files.length === 0) clusterOf.set(name, joined);
  }
  return [...new Set(clusterOf.values())];
}

/** Two parts may both have loaded a document that neither was found by. */
function indexParts(parts: readonly TracedPart[]): Map<string, TracedPart[]> {
  const index = new Map<string, TracedPart[]>();
  for (const part of parts) {
    for (const { file } of part.program.modules) index.set(file, [...(index.get(file) ?? []), part]);
  }
  return index;
}

/** Tells the files that name a variable of the environment; they are gone through where one is to be renamed. */
function indexMentions(whole: JsProgram): (name: string) => Iterable<string> {
  let files: Map<string, Set<string>> | undefined;
  return (variable) => {
    if (!files) {
      files = new Map();
      for (const module of whole.modules)
        for (const { name } of environmentMentions(module))
          files.set(name, (files.get(name) ?? new Set()).add(module.file));
    }
    return files.get(variable) ?? [];
  };
}

function filesOf(change: Change, mentioning: (variable: string) => Iterable<string>): string[] {
  if (change.kind === 'rename-environment') return [...mentioning(change.name)];
  const file = fileOf(change);
  return file === undefined ? [] : [file];
}

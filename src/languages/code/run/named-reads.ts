import { nodeOf } from '../../../model/change-key.ts';
import type { Node } from '../tree.ts';
import type { CodeSite, ObjectValue } from './values.ts';

/** Who reads what by its name: a parameter that gets another name must get it there, too. */
export class NamedReads {
  private readonly readers = new Map<ObjectValue, Map<string, Set<Node>>>();
  /** The maps that hold an entry, by where that stands. */
  private readonly holders = new Map<string, Set<ObjectValue>>();

  /** Notes that a map holds an entry. */
  hold(object: ObjectValue, site: CodeSite): void {
    const place = nodeOf(site.at);
    const known = this.holders.get(place) ?? new Set();
    this.holders.set(place, known.add(object));
  }

  /** Notes that a node asks a map for a name. */
  read(object: ObjectValue, name: string, node: Node): void {
    const names = this.readers.get(object) ?? new Map<string, Set<Node>>();
    this.readers.set(object, names);
    names.set(name, (names.get(name) ?? new Set()).add(node));
  }

  /** The nodes that ask for an entry by its name. */
  of(site: CodeSite, name: string): readonly Node[] {
    const holders = [...(this.holders.get(nodeOf(site.at)) ?? [])];
    return [...new Set(holders.flatMap((object) => [...(this.readers.get(object)?.get(name) ?? [])]))];
  }
}

/** Sets of things that must go by one name. */
export class Unions<T> {
  private readonly parents = new Map<T, T>();

  find(item: T): T {
    let root = item;
    for (let next = this.parents.get(root); next !== undefined; next = this.parents.get(root)) root = next;
    if (root !== item) this.parents.set(item, root);
    return root;
  }

  join(items: readonly T[]): void {
    const [first, ...rest] = items;
    if (first === undefined) return;
    for (const item of rest) {
      const [a, b] = [this.find(first), this.find(item)];
      if (a !== b) this.parents.set(b, a);
    }
  }
}

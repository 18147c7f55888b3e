/** What a generator yields, which is gone through more than once and is asked for no more of it than is needed. */
export class Remembered<T> implements Iterable<T> {
  private readonly rest: Iterator<T>;
  private readonly known: T[] = [];

  constructor(values: Iterable<T>) {
    this.rest = values[Symbol.iterator]();
  }

  *[Symbol.iterator](): Generator<T> {
    for (let at = 0; ; at++) {
      if (at === this.known.length) {
        const next = this.rest.next();
        if (next.done) return;
        this.known.push(next.value);
      }
      yield this.known[at]!;
    }
  }
}

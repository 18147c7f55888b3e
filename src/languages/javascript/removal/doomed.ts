import type { Node } from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';
import type { Binding } from '../syntax/scopes.ts';

/** Code that goes but for an inner part, which takes its place: a callback's body, one branch of an `if`. */
export interface Splice {
  readonly outer: Node;
  /** Statements of one block, or one expression or statement; they may hold code that goes by itself. */
  readonly kept: readonly Node[];
  /** What is put behind: `()` where a function that was handed over is called instead. */
  readonly suffix?: string;
}

type ModuleOf = (node: Node) => JsModule;

/** What is going to be taken out of the modules of a program, and what therefore still counts. */
export class Doomed {
  private readonly gone = new Set<Node>();
  private readonly spliced = new Map<Node, Splice>();
  private readonly outerOf = new Map<Node, Node>();
  private readonly texts = new Map<Node, string>();
  private readonly moduleOf: ModuleOf;

  constructor(moduleOf: ModuleOf) {
    this.moduleOf = moduleOf;
  }

  /** Grows with whatever is added: when a round leaves it alone, nothing more can go. */
  get size(): number {
    return this.gone.size + this.spliced.size + this.texts.size;
  }

  get nodes(): Iterable<Node> {
    return this.gone;
  }

  get splices(): Iterable<Splice> {
    return this.spliced.values();
  }

  get replacements(): Iterable<readonly [Node, string]> {
    return this.texts;
  }

  remove(...nodes: readonly Node[]): void {
    for (const node of nodes) {
      this.gone.add(node);
      // A declaration goes with the last of its variables or names.
      const whole = this.moduleOf(node).parents.get(node);
      const parts =
        whole?.type === 'VariableDeclaration'
          ? whole.declarations
          : whole?.type === 'ImportDeclaration' || whole?.type === 'ExportNamedDeclaration'
            ? whole.specifiers
            : [];
      if (whole && parts.length > 0 && parts.every((part) => this.has(part))) this.gone.add(whole);
    }
  }

  splice(splice: Splice): void {
    this.spliced.set(splice.outer, splice);
    for (const node of splice.kept) this.outerOf.set(node, splice.outer);
  }

  /** Puts other text in the place of an expression, none of whose parts is used any more. */
  replace(node: Node, text: string): void {
    this.texts.set(node, text);
  }

  /** Whether a node goes, by itself or with what is around it; of spliced code something may stay all the same. */
  has(node: Node): boolean {
    const { parents } = this.moduleOf(node);
    let isWhatIsKept = false;
    for (let at: Node | undefined = node; at; ) {
      if (this.gone.has(at) || this.texts.has(at)) return true;
      if (this.spliced.has(at) && !isWhatIsKept) return true;
      const outer: Node | undefined = this.outerOf.get(at);
      isWhatIsKept = outer !== undefined;
      at = outer ?? parents.get(at);
    }
    return false;
  }

  /** Whether nothing around a node goes, so that its own going has to be written. */
  isTopmost(node: Node): boolean {
    const outer = this.outerOf.get(node);
    if (outer) return this.isTopmost(outer);
    const parent = this.moduleOf(node).parents.get(node);
    return !parent || !this.has(parent);
  }

  liveReads(binding: Binding): Node[] {
    return binding.reads.filter((read) => !this.has(read));
  }

  /** Whether nothing is left of some statements. */
  isEmptied(block: readonly Node[]): boolean {
    return block.every((statement) => this.has(statement) && !this.leavesSomething(statement));
  }

  private leavesSomething(statement: Node): boolean {
    const kept = this.spliced.get(statement)?.kept ?? [];
    return kept.some((node) => !this.has(node) || this.leavesSomething(node));
  }

  /** What everything that is added while `attempt` runs comes to, if it answers true; else it is taken back. */
  try(attempt: () => boolean): boolean {
    const before = {
      gone: [...this.gone],
      spliced: [...this.spliced],
      outerOf: [...this.outerOf],
      texts: [...this.texts],
    };
    if (attempt()) return true;
    restore(this.gone, before.gone);
    restoreMap(this.spliced, before.spliced);
    restoreMap(this.outerOf, before.outerOf);
    restoreMap(this.texts, before.texts);
    return false;
  }
}

function restore<T>(set: Set<T>, items: readonly T[]): void {
  set.clear();
  for (const item of items) set.add(item);
}

function restoreMap<K, V>(map: Map<K, V>, items: readonly (readonly [K, V])[]): void {
  map.clear();
  for (const [key, value] of items) map.set(key, value);
}

import { grant, OutOfTime, STEPS_A_CHARACTER_FOUND, spend } from '../../../model/work.ts';
import type { Node } from '../syntax/ast.ts';
import { createModule, type JsModule } from '../syntax/module.ts';

/** What the program asks of the world outside: files by absolute path, and how specifiers resolve. */
export interface Sources {
  read(file: string): string | undefined;
  /** The file that `specifier` means in `from`, when it lies in the tree. */
  resolve(from: string, specifier: string): string | undefined;
  /** Files that may import `file`: a superset, cheaply found. */
  importersOf(file: string): readonly string[];
}

/** The modules that were parsed so far, each once. */
export class ModuleStore {
  private readonly parsed = new Map<string, JsModule | undefined>();
  private readonly owners = new WeakMap<Node, JsModule>();
  /** Files that could not be parsed, with the reason for people. */
  readonly failures = new Map<string, string>();
  private readonly read: Sources['read'];

  constructor(read: Sources['read']) {
    this.read = read;
  }

  /** The module of a file; undefined when there is no such file or it does not parse (then `failures` says why). */
  load(file: string): JsModule | undefined {
    if (this.parsed.has(file)) return this.parsed.get(file);
    const text = this.read(file);
    const module = text === undefined ? undefined : this.parse(file, text);
    this.parsed.set(file, module);
    return module;
  }

  /** Forgets modules that nobody will ask for again. */
  release(files: Iterable<string>): void {
    for (const file of files) this.parsed.delete(file);
  }

  ownerOf(node: Node): JsModule | undefined {
    return this.owners.get(node);
  }

  /** Counts a node that stands in no tree as one of a module. */
  adopt(node: Node, module: JsModule): void {
    this.owners.set(node, module);
  }

  private parse(file: string, text: string): JsModule | undefined {
    try {
      const module = createModule(file, text);
      this.owners.set(module.root, module);
      for (const node of module.parents.keys()) this.owners.set(node, module);
      return module;
    } catch (error) {
      this.failures.set(file, whyNot(error));
      return undefined;
    }
  }
}

function whyNot(error: unknown): string {
  if (error instanceof OutOfTime) return 'out of time: it would take too long to parse';
  return `cannot be parsed: ${error instanceof Error ? error.message : String(error)}`;
}

/** The modules that are traced together: candidates first, what they import on demand. */
export class JsProgram {
  private readonly loaded = new Map<string, JsModule | undefined>();
  private readonly withImporters = new Set<string>();
  private readonly sources: Sources;
  private readonly store: ModuleStore;
  /** Grows with every module loaded, so that caches over all modules know when they are stale. */
  generation = 0;

  /** @param store shared by programs whose modules are not to be parsed twice */
  constructor(sources: Sources, store: ModuleStore = new ModuleStore(sources.read)) {
    this.sources = sources;
    this.store = store;
  }

  get modules(): JsModule[] {
    return [...this.loaded.values()].filter((module) => module !== undefined);
  }

  /** Files that could not be parsed, with the reason for people. */
  get failures(): ReadonlyMap<string, string> {
    return this.store.failures;
  }

  /** The module of a file; undefined when there is no such file or it does not parse (then `failures` says why). */
  load(file: string): JsModule | undefined {
    if (this.loaded.has(file)) return this.loaded.get(file);
    const module = this.store.load(file);
    this.loaded.set(file, module);
    if (module) {
      this.generation++;
      // A library that lies in the tree is found on the way, and leads from one of its functions to the next.
      grant(STEPS_A_CHARACTER_FOUND * module.text.length);
    }
    return module;
  }

  has(file: string): boolean {
    return this.loaded.has(file);
  }

  moduleOf(node: Node): JsModule {
    spend();
    const module = this.store.ownerOf(node);
    if (!module) throw new Error(`no module holds this ${node.type}`);
    return module;
  }

  /** Counts a node that stands in no tree to the module of another. */
  adopt(node: Node, near: Node): void {
    this.store.adopt(node, this.moduleOf(near));
  }

  imported(from: JsModule, specifier: string): JsModule | undefined {
    const file = this.fileOf(from, specifier);
    return file === undefined ? undefined : this.load(file);
  }

  /** The file that a specifier means, which is not loaded for that. */
  fileOf(from: JsModule, specifier: string): string | undefined {
    return this.sources.resolve(from.file, specifier);
  }

  /** Loads the modules that may import `module`, once. */
  loadImportersOf(module: JsModule): void {
    if (this.withImporters.has(module.file)) return;
    this.withImporters.add(module.file);
    for (const file of this.sources.importersOf(module.file)) this.load(file);
  }
}

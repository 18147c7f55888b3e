import type { SourceRange } from '../../model/edit.ts';
import { childrenOf, nodesOf } from './children.ts';
import type { Language } from './language.ts';
import type { ClassNode, CodeTree, FunctionNode, Node, Span } from './tree.ts';

/** A file in one of the languages, with what is asked of its tree again and again. */
export class Source {
  readonly file: string;
  readonly text: string;
  readonly language: Language;
  readonly tree: CodeTree;
  readonly nodes: readonly Node[];
  readonly parents = new Map<Node, Node>();
  /** Functions that belong to no class and no other function, by name. */
  readonly functions = new Map<string, FunctionNode>();
  /** Classes by name; one name of two of them, in two namespaces, means neither. */
  readonly classes = new Map<string, ClassNode>();
  readonly classOf = new Map<FunctionNode, ClassNode>();
  private readonly parts = new Map<string, ClassNode[]>();
  private readonly declared = new Set<string>();

  constructor(file: string, text: string, language: Language) {
    this.file = file;
    this.text = text;
    this.language = language;
    this.tree = language.reader.read(text);
    this.nodes = [...nodesOf(this.tree)];
    for (const node of this.nodes) {
      for (const child of childrenOf(node)) this.parents.set(child, node);
      if (node.kind === 'class') this.addClass(node);
    }
    for (const [key, parts] of this.parts)
      if (new Set(parts.map((part) => this.placeOf(part))).size === 1) this.classes.set(key, parts[0]!);
    for (const node of this.nodes)
      if (node.kind === 'function' && node.name) this.declared.add(this.keyOf(node.name.text));
    for (const node of this.nodes)
      if (node.kind === 'function' && node.name && !this.classOf.has(node))
        if (!this.functions.has(this.keyOf(node.name.text)))
          this.functions.set(this.keyOf(node.name.text), node);
  }

  private addClass(node: ClassNode): void {
    if (node.name) {
      const key = this.keyOf(node.name.text);
      this.parts.set(key, [...(this.parts.get(key) ?? []), node]);
    }
    for (const member of node.members) if (member.kind === 'function') this.classOf.set(member, node);
  }

  /** What a name is known by: some languages do not tell upper from lower case. */
  keyOf(name: string): string {
    return this.language.reader.scoping.ignoresCase ? name.toLowerCase() : name;
  }

  at({ start, end }: Span): SourceRange {
    return { file: this.file, start, end };
  }

  slice({ start, end }: Span): string {
    return this.text.slice(start, end);
  }

  /** The nodes around a node, from the innermost outwards. */
  *around(node: Node): Generator<Node> {
    for (let at = this.parents.get(node); at; at = this.parents.get(at)) yield at;
  }

  /** The innermost function around a node that has a name. */
  functionAround(node: Node): FunctionNode | undefined {
    for (const at of this.around(node)) if (at.kind === 'function' && at.name) return at;
    return undefined;
  }

  /** The class that a node stands in. */
  classAround(node: Node): ClassNode | undefined {
    for (const at of this.around(node)) if (at.kind === 'class') return at;
    return undefined;
  }

  private partsOf(node: ClassNode): readonly ClassNode[] {
    const named = (node.name && this.parts.get(this.keyOf(node.name.text))) ?? [node];
    return named.filter((part) => this.placeOf(part) === this.placeOf(node));
  }

  /** The names of the classes and modules around a class. */
  private placeOf(node: ClassNode): string {
    const around = [...this.around(node)].filter((at) => at.kind === 'class');
    return around.map(({ name }) => this.keyOf(name?.text ?? '')).join('.');
  }

  /** What a class extends, as far as this file has it, from the nearest on. */
  supersOf(node: ClassNode): ClassNode[] {
    // A class may be opened again and again: each part of it has what the others have.
    const parts = this.partsOf(node).filter((part) => part !== node);
    const found = [...parts];
    const open = [node, ...parts].flatMap(({ supers }) => supers);
    for (let name = open.shift(); name !== undefined; name = open.shift()) {
      const above = this.classes.get(this.keyOf(name));
      if (!above || above === node || found.includes(above)) continue;
      found.push(...this.partsOf(above));
      open.push(...above.supers);
    }
    return found;
  }

  /** Whether the file has a function or method of a name, on whatever it is called. */
  declares(name: string): boolean {
    return this.declared.has(this.keyOf(name));
  }

  /** A method of a class or of what it extends; of several of one name, the first that takes as many arguments. */
  methodOf(node: ClassNode, name: string, count?: number): FunctionNode | undefined {
    const key = this.keyOf(name);
    return fitting(
      this.methodsOf(node).filter(
        (method) => method.name !== undefined && this.keyOf(method.name.text) === key,
      ),
      count,
    );
  }

  constructorOf(node: ClassNode, count?: number): FunctionNode | undefined {
    for (const type of [node, ...this.supersOf(node)]) {
      const found = fitting(
        this.methodsOf(type).filter((method) => this.classOf.get(method) === type && method.isConstructor),
        count,
      );
      if (found) return found;
    }
    return undefined;
  }

  private methodsOf(node: ClassNode): FunctionNode[] {
    return [node, ...this.supersOf(node)]
      .flatMap(({ members }) => members)
      .filter((member): member is FunctionNode => member.kind === 'function');
  }
}

/** Of functions of one name, the first that takes so many arguments; else the first. */
function fitting(functions: readonly FunctionNode[], count: number | undefined): FunctionNode | undefined {
  if (functions.length < 2 || count === undefined) return functions[0];
  const takes = ({ parameters }: FunctionNode) => {
    const least = parameters.filter((parameter) => !parameter.default && !parameter.rest).length;
    const most = parameters.some(({ rest }) => rest) ? Number.POSITIVE_INFINITY : parameters.length;
    return least <= count && count <= most;
  };
  return (
    functions.find((each) => takes(each) && !each.parameters.some(({ rest }) => rest)) ??
    functions.find(takes) ??
    functions[0]
  );
}

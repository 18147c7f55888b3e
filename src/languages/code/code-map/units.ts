import type { CodeUnit } from '../../../model/ticket-code.ts';
import type { Source } from '../source.ts';
import type { Assignment, ClassNode, Expression, FunctionNode, Member, Name, Node } from '../tree.ts';

/** What has a name of its own in a file. */
export type Subject =
  | { readonly kind: 'function'; readonly node: FunctionNode }
  | { readonly kind: 'statement'; readonly node: Node }
  | { readonly kind: 'variable'; readonly home: FunctionNode | undefined; readonly name: string }
  | { readonly kind: 'member'; readonly home: ClassNode; readonly name: string };

/** The units of one file: one object for each thing with a use of its own. */
export class Units {
  readonly source: Source;
  private readonly units = new Map<string, CodeUnit>();
  private readonly owners = new Map<Node, FunctionNode | undefined>();
  private readonly firsts = new Map<string, Node | undefined>();
  private readonly places = new Map<string, Node[]>();
  private readonly references = new Map<Node, CodeUnit | undefined>();
  private readonly subjects = new Map<CodeUnit, Subject>();
  /** The names that each function, or the top level, puts something into. */
  private readonly written = new Map<FunctionNode | undefined, Set<string>>();

  constructor(source: Source) {
    this.source = source;
    for (const node of source.nodes) {
      if (node.kind === 'parameter') this.note(this.ownerOf(node), node.name.text);
      for (const target of targetsOf(node))
        if (target.kind === 'name') this.note(this.ownerOf(node), target.name);
      const defined = definitionIn(source, node);
      if (defined) this.note(undefined, defined.name);
    }
    for (const node of source.nodes)
      if (node.kind === 'globals')
        for (const name of node.names) this.written.get(this.ownerOf(node))?.delete(this.key(name));
  }

  private note(owner: FunctionNode | undefined, name: string): void {
    const names = this.written.get(owner) ?? new Set();
    this.written.set(owner, names.add(this.key(name)));
  }

  private key(name: string): string {
    return this.source.keyOf(name);
  }

  /** The innermost function, with a name or without, that a node stands in. */
  private ownerOf(node: Node): FunctionNode | undefined {
    if (this.owners.has(node)) return this.owners.get(node);
    let owner: FunctionNode | undefined;
    for (const around of this.source.around(node))
      if (around.kind === 'function') {
        owner = around;
        break;
      }
    this.owners.set(node, owner);
    return owner;
  }

  subjectOf(unit: CodeUnit): Subject | undefined {
    return this.subjects.get(unit);
  }

  ofFunction(node: FunctionNode): CodeUnit {
    return this.unit(`function ${node.start}`, { kind: 'function', node }, node, node.name?.text);
  }

  ofStatement(node: Node): CodeUnit {
    const symbol = this.source.functionAround(node)?.name?.text;
    return this.unit(`statement ${node.start} ${node.end}`, { kind: 'statement', node }, node, symbol);
  }

  /** What a name or a member means; undefined where it is nothing of the file. */
  ofReference(node: Node): CodeUnit | undefined {
    if (this.references.has(node)) return this.references.get(node);
    const unit = this.findReference(node);
    this.references.set(node, unit);
    return unit;
  }

  private findReference(node: Node): CodeUnit | undefined {
    if (node.kind === 'name') return this.ofName(node);
    if (node.kind === 'member') return this.ofMember(node);
    return node.kind === 'index' ? this.ofReference(node.object) : undefined;
  }

  private ofName(node: Name): CodeUnit | undefined {
    const key = this.key(node.name);
    for (let owner = this.ownerOf(node); ; owner = this.ownerOf(owner)) {
      if (this.written.get(owner)?.has(key)) return this.ofVariable(owner, key);
      if (!owner) break;
      if (
        !owner.isClosure &&
        !this.source.language.reader.scoping.seesOutside &&
        !this.isGlobal(owner, key) &&
        !/^[A-Z][A-Z0-9_]*$/.test(node.name)
      )
        break;
    }
    const home = this.source.language.reader.scoping.impliesThis ? this.source.classAround(node) : undefined;
    return home && this.ofMemberNamed(home, node.name);
  }

  private isGlobal(owner: FunctionNode, key: string): boolean {
    return this.source.nodes.some(
      (node) =>
        node.kind === 'globals' &&
        node.names.some((name) => this.key(name) === key) &&
        this.ownerOf(node) === owner,
    );
  }

  ofVariable(home: FunctionNode | undefined, key: string): CodeUnit | undefined {
    const declaration = this.firstOf(home, key);
    if (!declaration) return undefined;
    return this.unit(
      `variable ${home?.start ?? ''} ${key}`,
      { kind: 'variable', home, name: key },
      declaration,
      key.replace(/^[$@%]/, ''),
    );
  }

  /** Where a variable gets its first value. */
  private firstOf(home: FunctionNode | undefined, key: string): Node | undefined {
    const id = `${home?.start ?? ''} ${key}`;
    if (this.firsts.has(id)) return this.firsts.get(id);
    const first = this.findFirst(home, key);
    this.firsts.set(id, first);
    return first;
  }

  private findFirst(home: FunctionNode | undefined, key: string): Node | undefined {
    for (const node of this.source.nodes) {
      const defined = home ? undefined : definitionIn(this.source, node);
      if (defined && this.key(defined.name) === key) return node;
      if (this.ownerOf(node) !== home) continue;
      if (node.kind === 'parameter' && this.key(node.name.text) === key) return node;
      if (targetsOf(node).some((target) => target.kind === 'name' && this.key(target.name) === key))
        return node;
    }
    return undefined;
  }

  private ofMember(node: Member): CodeUnit | undefined {
    const { object } = node;
    const home =
      object.kind === 'this'
        ? this.source.classAround(node)
        : object.kind === 'name'
          ? this.source.classes.get(this.key(object.name))
          : undefined;
    return home && this.ofMemberNamed(home, node.name.text);
  }

  private ofMemberNamed(type: ClassNode, name: string): CodeUnit | undefined {
    const key = this.key(name);
    const family = [type, ...this.source.supersOf(type)];
    const home = family.findLast((each) => this.placesOf(each, key).length > 0);
    const [first] = home ? this.placesOf(home, key) : [];
    return (
      home &&
      first &&
      this.unit(`member ${home.start} ${key}`, { kind: 'member', home, name: key }, first, name)
    );
  }

  /** Where a class declares a member or puts something into it. */
  private placesOf(type: ClassNode, key: string): Node[] {
    const id = `${type.start} ${key}`;
    const known = this.places.get(id) ?? this.findPlaces(type, key);
    this.places.set(id, known);
    return known;
  }

  private findPlaces(type: ClassNode, key: string): Node[] {
    const declared = type.members.filter(
      (member) => member.kind === 'declaration' && this.key(member.name.text) === key,
    );
    const written = this.source.nodes.filter(
      (node) =>
        this.source.classAround(node) === type &&
        targetsOf(node).some(
          (target) =>
            target.kind === 'member' && target.object.kind === 'this' && this.key(target.name.text) === key,
        ),
    );
    return [...declared, ...written];
  }

  /** The functions of the program that a call may run. */
  targetsOf(node: Node): FunctionNode[] {
    if (node.kind !== 'call') return [];
    const { source } = this;
    const name = node.name.text;
    const count = node.arguments.length;
    if (node.isNew) {
      const type = source.classes.get(this.key(name));
      const making = type && source.constructorOf(type, count);
      return making ? [making] : [];
    }
    if (!node.receiver) {
      const own = source.language.reader.scoping.impliesThis ? source.classAround(node) : undefined;
      const fn = (own && source.methodOf(own, name, count)) ?? source.functions.get(this.key(name));
      return fn ? [fn] : [];
    }
    const { receiver } = node;
    if (receiver.kind === 'this') {
      const type = source.classAround(node);
      const method = type && (source.methodOf(type, name, count) ?? this.methodBelow(type, name));
      return method ? [method] : [];
    }
    const named = receiver.kind === 'name' ? source.classes.get(this.key(receiver.name)) : undefined;
    if (named) return [source.methodOf(named, name, count)].filter((each) => each !== undefined);
    // Whatever it is called on: a method of that name in this file is most likely meant, where there is one alone.
    const all = [...source.classes.values()].flatMap(({ members }) =>
      members.filter(
        (member): member is FunctionNode =>
          member.kind === 'function' &&
          member.name !== undefined &&
          this.key(member.name.text) === this.key(name),
      ),
    );
    return all.length === 1 ? all : [];
  }

  private methodBelow(type: ClassNode, name: string): FunctionNode | undefined {
    for (const other of this.source.classes.values()) {
      if (!this.source.supersOf(other).includes(type)) continue;
      const method = this.source.methodOf(other, name);
      if (method) return method;
    }
    return undefined;
  }

  private unit(id: string, subject: Subject, node: Node, symbol: string | undefined): CodeUnit {
    const known = this.units.get(id);
    if (known) return known;
    const unit: CodeUnit = { kind: subject.kind, at: this.source.at(node), symbol };
    this.units.set(id, unit);
    this.subjects.set(unit, subject);
    return unit;
  }
}

/** The constant that a call declares, with its value: `define('API_KEY', …)`. */
export function definitionIn(source: Source, node: Node): { name: string; value: Expression } | undefined {
  const meaning = node.kind === 'call' ? source.language.reader.meaningOf(node) : undefined;
  if (meaning?.kind !== 'define' || meaning.name.kind !== 'text') return undefined;
  const [only] = meaning.name.parts;
  return only?.kind === 'characters' ? { name: only.text, value: meaning.value } : undefined;
}

/** What a node puts something into. */
export function targetsOf(node: Node): readonly Expression[] {
  if (node.kind === 'assignment') return flat(node.target);
  if (node.kind === 'loop')
    return [...(node.key ? flat(node.key) : []), ...(node.item ? flat(node.item) : [])];
  return [];
}

function flat(target: Assignment['target']): Expression[] {
  if (target.kind === 'collection') return target.items.flatMap(({ value }) => flat(value));
  return [target];
}

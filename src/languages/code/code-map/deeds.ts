import type { Deed, DeedKind, Source as Input } from '../../../model/code-map.ts';
import type { CodeUnit } from '../../../model/ticket-code.ts';
import { childrenOf } from '../children.ts';
import type { Source } from '../source.ts';
import type { Assignment, Call, Expression, FunctionNode, Node } from '../tree.ts';
import { isEmpty, isEmptyAtFirst } from './emptiness.ts';
import { liesWithin } from './places.ts';
import { isPlain, isTimer } from './plain-calls.ts';
import { targetsOf, type Units } from './units.ts';
import { parameterPosition, writingsTo } from './writings.ts';

/** What the code of a node does that others may notice, in source order. */
export function deedsOf(units: Units, whole: Node): readonly Deed[] {
  const stretch = new Stretch(units, whole);
  const deeds: Deed[] = [];
  for (const node of units.source.nodes) {
    if (!liesWithin(node, whole)) continue;
    if (node.kind === 'call') deeds.push(stretch.call(node));
    else if (node.kind === 'assignment') deeds.push(...stretch.write(node));
  }
  return deeds;
}

/** Where the values come from that a function gives back. */
export function resultOf(units: Units, fn: FunctionNode): readonly Input[] {
  const stretch = new Stretch(units, fn);
  const returned = units.source.nodes.flatMap((node) =>
    node.kind === 'return' && node.value && units.source.functionAround(node) === fn ? [node.value] : [],
  );
  const last = fn.givesLast ? fn.body.at(-1) : undefined;
  return stretch.inputsOf(last?.kind === 'statement' ? [...returned, last.expression] : returned);
}

/** A stretch of code, with what the variables that live in it alone are made of. */
class Stretch {
  private readonly units: Units;
  private readonly source: Source;
  private readonly whole: Node;
  private readonly known = new Map<CodeUnit, ReadonlySet<Node | CodeUnit>>();

  constructor(units: Units, whole: Node) {
    this.units = units;
    this.source = units.source;
    this.whole = whole;
  }

  call(node: Call): Deed {
    const targets = this.units
      .targetsOf(node)
      .filter((fn) => fn === this.whole || !liesWithin(fn, this.whole));
    const args = node.arguments.map(({ value }) => value);
    const receiver = new Set<Node | CodeUnit>();
    if (node.receiver) this.collect(node.receiver, receiver);
    const from = new Set(receiver);
    for (const arg of args) this.collect(arg, from);
    const changed = targets.length === 0 ? this.changedBy(node) : undefined;
    return {
      ...this.deed(node, changed ? 'write' : this.kindOf(node, targets), node.name.text, from),
      written: changed,
      receiver: this.inputs(receiver),
      handed: args.slice(0, 1).flatMap((arg) => this.outliving(arg) ?? []),
      on: node.receiver ? this.source.slice(node.receiver) : '',
      texts: args.flatMap(textsOf),
      innerTexts: args.flatMap(innerTextsOf),
      targets: targets.map((fn) => this.units.ofFunction(fn)),
      passes: [],
    };
  }

  private kindOf(node: Call, targets: readonly FunctionNode[]): DeedKind {
    if (targets.length > 0) return 'program';
    if (isTimer(node)) return 'timer';
    const root = rootOf(node);
    if (root?.kind === 'name' && this.isGiven(root)) return 'handed-in';
    return isPlain(this.source, node) ? 'plain' : 'outside';
  }

  /** Whether a name is a parameter of the stretch. */
  private isGiven(node: Extract<Node, { kind: 'name' }>): boolean {
    const unit = this.units.ofReference(node);
    const subject = unit && this.units.subjectOf(unit);
    return (
      subject?.kind === 'variable' &&
      subject.home === this.whole &&
      parameterPosition(this.source, subject) >= 0
    );
  }

  /** A list or map that outlives the stretch and that a call puts something into. */
  private changedBy(node: Call): CodeUnit | undefined {
    const meaning = this.source.language.reader.meaningOf(node);
    if (meaning?.kind !== 'put' && meaning?.kind !== 'add' && meaning?.kind !== 'append') return undefined;
    const unit = this.outliving(meaning.into);
    return unit && isEmptyAtFirst(this.units, unit) ? unit : undefined;
  }

  /** A write to what outlives the stretch; one to a variable of its own is nobody's business. */
  write(node: Assignment): Deed[] {
    return targetsOf(node).flatMap((target): Deed[] => {
      const written = this.outliving(target);
      if (!written && !this.outlives(target)) return [];
      const from = new Set<Node | CodeUnit>();
      this.collect(node.value, from);
      const name =
        target.kind === 'name'
          ? target.name
          : target.kind === 'member'
            ? target.name.text
            : this.source.slice(target);
      return [{ ...this.deed(target, 'write', name, from), written, clears: isEmpty(node.value) }];
    });
  }

  /** A variable or member that is there before the stretch runs and after it. */
  private outliving(node: Expression): CodeUnit | undefined {
    const unit = this.units.ofReference(node);
    return unit && !this.isOwn(unit) ? unit : undefined;
  }

  private isOwn(unit: CodeUnit): boolean {
    const subject = this.units.subjectOf(unit);
    return (
      subject?.kind === 'variable' &&
      subject.home !== undefined &&
      (subject.home === this.whole ||
        liesWithin(subject.home, this.whole) ||
        (this.whole.kind !== 'function' && liesWithin(unit.at, this.whole)))
    );
  }

  /** Whether something that nothing in the file declares outlives the stretch: `$_SESSION['ticket']`, `this.x`. */
  private outlives(target: Expression): boolean {
    const root = rootOf(target);
    if (root?.kind === 'this') return true;
    return root?.kind === 'name' && target !== root && this.units.ofReference(root) === undefined;
  }

  private deed(node: Node, kind: DeedKind, name: string, from: ReadonlySet<Node | CodeUnit>): Deed {
    return {
      kind,
      at: this.source.at(node),
      name,
      targets: [],
      passes: [],
      written: undefined,
      clears: false,
      from: this.inputs(from),
      receiver: [],
      handed: [],
      on: '',
      texts: [],
      innerTexts: [],
    };
  }

  inputsOf(expressions: readonly Expression[]): readonly Input[] {
    const from = new Set<Node | CodeUnit>();
    for (const expression of expressions) this.collect(expression, from);
    return this.inputs(from);
  }

  private inputs(nodes: ReadonlySet<Node | CodeUnit>): Input[] {
    return [...nodes].map((input) => ('at' in input ? input : this.source.at(input)));
  }

  /** Adds where the value of an expression comes from. */
  private collect(expression: Node, into: Set<Node | CodeUnit>): void {
    if (expression.kind === 'function') return;
    if (expression.kind === 'call') {
      into.add(expression);
      return;
    }
    const unit =
      expression.kind === 'name' || expression.kind === 'member'
        ? this.units.ofReference(expression)
        : undefined;
    if (unit) {
      if (!this.isOwn(unit)) into.add(unit);
      else for (const input of this.madeOf(unit)) into.add(input);
      return;
    }
    if (expression.kind === 'name') for (const call of this.fillersOf(expression.name)) into.add(call);
    for (const child of childrenOf(expression)) this.collect(child, into);
  }

  /** What a variable of the stretch is made of. */
  private madeOf(unit: CodeUnit): ReadonlySet<Node | CodeUnit> {
    const known = this.known.get(unit);
    if (known) return known;
    const found = new Set<Node | CodeUnit>();
    this.known.set(unit, found);
    const subject = this.units.subjectOf(unit);
    if (subject?.kind !== 'variable') return found;
    if (subject.home && parameterPosition(this.source, subject) >= 0)
      found.add(subject.home === this.whole ? this.units.ofFunction(subject.home) : subject.home);
    for (const { value } of writingsTo(this.units, unit)) if (value) this.collect(value, found);
    for (const call of this.puttersInto(unit))
      for (const argument of call.arguments) this.collect(argument.value, found);
    return found;
  }

  /** Calls that put something into a variable, or that it is handed to in order to be filled. */
  private puttersInto(unit: CodeUnit): Call[] {
    return this.source.nodes.filter((node): node is Call => {
      if (node.kind !== 'call') return false;
      const meaning = this.source.language.reader.meaningOf(node);
      const into =
        meaning?.kind === 'put' || meaning?.kind === 'add' || meaning?.kind === 'append'
          ? meaning.into
          : meaning?.kind === 'attach'
            ? meaning.to
            : undefined;
      return into !== undefined && this.units.ofReference(into) === unit;
    });
  }

  /** Calls that fill a variable which nothing else puts anything into: `preg_match($pattern, $reply, $found)`. */
  private fillersOf(name: string): Call[] {
    return this.source.nodes.filter(
      (node): node is Call =>
        node.kind === 'call' &&
        liesWithin(node, this.whole) &&
        node.arguments.some(({ value }) => value.kind === 'name' && value.name === name),
    );
  }
}

/** What an expression is reached through: `req` of `req.body.ticket`. */
function rootOf(node: Node): Node | undefined {
  switch (node.kind) {
    case 'member':
    case 'index':
      return rootOf(node.object);
    case 'call':
      return node.receiver && rootOf(node.receiver);
    default:
      return node;
  }
}

function textsOf(node: Expression): string[] {
  const [only] = node.kind === 'text' && node.parts.length === 1 ? node.parts : [];
  return only?.kind === 'characters' ? [only.text] : [];
}

function innerTextsOf(node: Expression): string[] {
  return node.kind === 'collection' ? node.items.flatMap(({ value }) => textsOf(value)) : [];
}

import type { Branch, CodeMap, Deed, Source, ValueSources } from '../../../model/code-map.ts';
import type { Edit, SourceRange } from '../../../model/edit.ts';
import type { CodeUnit, Mention } from '../../../model/ticket-code.ts';
import type { TokenOwner } from '../../../model/token-plan.ts';
import type { JsProgram } from '../program/program.ts';
import { endOf, isFunction, isMember, type Node } from '../syntax/ast.ts';
import { ancestorsOf, functionAround, type JsModule } from '../syntax/module.ts';
import { Tracer } from '../values/tracer.ts';
import { commentAbove } from './comments.ts';
import { deedsOf, resultOf } from './deeds.ts';
import { isEmpty, isEmptyAtFirst } from './emptiness.ts';
import { literalsIn } from './literals.ts';
import { mentionsOf } from './mentions.ts';
import { ownerOf } from './owner-of.ts';
import { isForEach, isLoop, isNamed, nodeAt, outermostAt, restAfter } from './places.ts';
import { isExportedFrom } from './public.ts';
import { sourcesOf } from './sources.ts';
import { isVariable } from './subjects.ts';
import { timerAround } from './timers.ts';
import { Units } from './units.ts';
import { upstreamOf } from './upstream.ts';

/** Answers what a rule asks about the code of programs; each program is traced when it is asked about first. */
export function createCodeMap(
  programOf: (file: string) => JsProgram | undefined,
  isEntry: (file: string) => boolean,
): CodeMap {
  const atlases = new Map<JsProgram, Atlas>();
  const atlas = ({ file }: { file: string }): Atlas => {
    const program = programOf(file);
    if (!program) throw new Error(`${file} is in no program`);
    const known = atlases.get(program) ?? new Atlas(program, isEntry);
    atlases.set(program, known);
    return known;
  };
  return {
    functionAround: (at) => atlas(at).functionAround(at),
    statementAround: (at) => atlas(at).statementAround(at),
    topStatementAround: (at) => atlas(at).topStatementAround(at),
    timerAround: (at) => atlas(at).timerAround(at),
    loopAround: (at) => atlas(at).loopAround(at),
    branchOn: (at) => atlas(at).branchOn(at),
    mentionsOf: (unit) => atlas(unit.at).mentionsOf(unit),
    deedsIn: (unit) => atlas(unit.at).deedsIn(unit),
    isPublic: (unit) => atlas(unit.at).isPublic(unit),
    declaredBy: (unit) => atlas(unit.at).declaredBy(unit),
    isConstructor: (unit) => atlas(unit.at).isConstructor(unit),
    clears: (at) => atlas(at).clears(at),
    resultOf: (unit) => atlas(unit.at).resultOf(unit),
    isEmptyAtFirst: (unit) => atlas(unit.at).isEmptyAtFirst(unit),
    sourcesOf: (at) => atlas(at).sourcesOf(at),
    upstreamOf: (at) => atlas(at).upstreamOf(at),
    commentAbove: (at, comment, mark) => atlas(at).commentAbove(at, comment, mark),
    ownerOf: (at) => atlas(at).ownerOf(at),
    literalsIn: (file, pattern) => atlas({ file }).literalsIn(pattern),
  };
}

/** The map of one program. */
class Atlas {
  private readonly program: JsProgram;
  private readonly tracer: Tracer;
  private readonly units: Units;
  private readonly mentions = new Map<CodeUnit, readonly Mention[]>();
  private readonly deeds = new Map<Node, readonly Deed[]>();

  private readonly isEntry: (file: string) => boolean;

  /** @param isEntry whether other packages may import a file */
  constructor(program: JsProgram, isEntry: (file: string) => boolean) {
    this.program = program;
    this.isEntry = isEntry;
    this.tracer = new Tracer(program);
    this.units = new Units(this.tracer);
  }

  functionAround(at: SourceRange): CodeUnit | undefined {
    const { module, node } = this.find(at);
    return this.units.ofFunctionAround(module, node);
  }

  statementAround(at: SourceRange): CodeUnit {
    const { module, node } = this.find(at);
    return this.units.ofStatement(module, node);
  }

  topStatementAround(at: SourceRange): CodeUnit | undefined {
    const { module, node } = this.find(at);
    if (this.units.ofFunctionAround(module, node)) return undefined;
    const top = [node, ...ancestorsOf(module, node)].find((at) => module.parents.get(at)?.type === 'Program');
    return top && this.units.ofStatement(module, top);
  }

  timerAround(at: SourceRange): CodeUnit | undefined {
    const { module, node } = this.find(at);
    const timer = timerAround(module, node);
    return timer && this.units.ofStatement(module, timer);
  }

  loopAround(at: SourceRange): CodeUnit {
    const { module, node } = this.find(at);
    let outermost = node;
    let child = node;
    for (const ancestor of ancestorsOf(module, node)) {
      if (isFunction(ancestor) && !isForEach(module, ancestor)) break;
      if (isLoop(ancestor, child)) outermost = ancestor;
      if (isFunction(ancestor)) outermost = ancestor;
      child = ancestor;
    }
    return this.units.ofStatement(module, outermost);
  }

  branchOn(at: SourceRange): Branch | undefined {
    const { module, node } = this.find(at);
    let child = node;
    for (const ancestor of ancestorsOf(module, node)) {
      if (isFunction(ancestor) && isNamed(module, ancestor)) return undefined;
      const isTest = 'test' in ancestor && ancestor.test === child;
      const isFirst =
        ancestor.type === 'LogicalExpression' && ancestor.operator === '&&' && ancestor.left === child;
      if (isTest || (isFirst && !this.isInTest(module, ancestor))) return this.branchAt(module, ancestor);
      child = ancestor;
    }
    return undefined;
  }

  private branchAt(module: JsModule, branching: Node): Branch {
    const unit =
      branching.type === 'SwitchCase'
        ? this.units.of({ kind: 'statement', node: branching })
        : this.units.ofStatement(module, branching);
    const rest = restAfter(module, branching);
    return { unit, reach: rest ? { ...unit.at, end: endOf(rest) } : unit.at };
  }

  private isInTest(module: JsModule, node: Node): boolean {
    let child = node;
    for (const ancestor of ancestorsOf(module, node)) {
      if (isFunction(ancestor)) return false;
      if ('test' in ancestor && ancestor.test === child) return true;
      child = ancestor;
    }
    return false;
  }

  mentionsOf(unit: CodeUnit): readonly Mention[] {
    const known = this.mentions.get(unit) ?? mentionsOf(this.tracer, this.units, unit);
    this.mentions.set(unit, known);
    return known;
  }

  deedsIn(unit: CodeUnit): readonly Deed[] {
    const subject = this.units.subjectOf(unit);
    const node = subject?.kind === 'function' ? subject.fn : this.find(unit.at).node;
    const known = this.deeds.get(node) ?? deedsOf(this.tracer, this.units, node);
    this.deeds.set(node, known);
    return known;
  }

  resultOf(unit: CodeUnit): readonly Source[] {
    const subject = this.units.subjectOf(unit);
    return subject?.kind === 'function' ? resultOf(this.tracer, this.units, subject.fn) : [];
  }

  isEmptyAtFirst(unit: CodeUnit): boolean {
    return isEmptyAtFirst(this.units, unit);
  }

  isPublic(unit: CodeUnit): boolean {
    const subject = this.units.subjectOf(unit);
    if (subject?.kind !== 'function') return false;
    const entries = this.program.modules.filter((module) => this.isEntry(module.file));
    return entries.some((entry) => isExportedFrom(this.tracer, entry, subject.fn));
  }

  declaredBy(unit: CodeUnit): readonly CodeUnit[] {
    const { module } = this.find(unit.at);
    return module.scopes.all
      .filter((binding) => binding.kind === 'variable' && isVariable(module, binding))
      .filter(
        ({ declaration }) =>
          liesBetween(declaration, unit.at) && !this.isInFunction(module, declaration, unit.at),
      )
      .map((binding) => this.units.ofBinding(module, binding));
  }

  /** Whether a node stands in a function that stands in a range. */
  private isInFunction(module: JsModule, node: Node, range: SourceRange): boolean {
    const fn = functionAround(module, node);
    return fn !== undefined && liesBetween(fn, range);
  }

  isConstructor(unit: CodeUnit): boolean {
    const subject = this.units.subjectOf(unit);
    return subject?.kind === 'function' && this.units.holders.isConstructor(subject.fn);
  }

  clears(at: SourceRange): boolean {
    const { module, node } = this.find(at);
    let child = node;
    for (const ancestor of ancestorsOf(module, node)) {
      if (ancestor.type === 'AssignmentExpression') return ancestor.left === child && isEmpty(ancestor.right);
      if (ancestor.type === 'UnaryExpression') return ancestor.operator === 'delete';
      if (!isMember(ancestor)) return false;
      child = ancestor;
    }
    return false;
  }

  sourcesOf(at: SourceRange): ValueSources {
    return sourcesOf(this.tracer, this.units, this.find(at).node);
  }

  upstreamOf(at: SourceRange): ValueSources {
    return upstreamOf(this.tracer, this.units, this.find(at).node);
  }

  commentAbove(at: SourceRange, comment: string, mark: string): Edit | undefined {
    const { module, node } = this.find(at);
    return commentAbove(module, outermostAt(module, node), comment, mark);
  }

  ownerOf(at: SourceRange): TokenOwner | undefined {
    const { module, node } = this.find(at);
    return ownerOf(this.tracer, this.units, module, node);
  }

  literalsIn(pattern: RegExp) {
    return this.program.modules.flatMap((module) => literalsIn(module, this.units, pattern));
  }

  private find(at: SourceRange): { module: JsModule; node: Node } {
    const module = this.program.load(at.file);
    if (!module) throw new Error(`${at.file} was not read`);
    return { module, node: nodeAt(module, at) };
  }
}

function liesBetween(node: Node, { start, end }: SourceRange): boolean {
  return (node.start ?? 0) >= start && (node.end ?? 0) <= end;
}

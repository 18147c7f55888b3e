import type { CodeMap, Deed, Source, ValueSources } from '../../../model/code-map.ts';
import type { Edit, SourceRange } from '../../../model/edit.ts';
import type { CodeUnit, Mention } from '../../../model/ticket-code.ts';
import type { JsProgram } from '../program/program.ts';
import { isFunction, isMember, type Node } from '../syntax/ast.ts';
import { ancestorsOf, type JsModule } from '../syntax/module.ts';
import { Tracer } from '../values/tracer.ts';
import { commentAbove } from './comments.ts';
import { deedsOf, isEmpty, resultOf } from './deeds.ts';
import { literalsIn } from './literals.ts';
import { mentionsOf } from './mentions.ts';
import { isForEach, isLoop, isNamed, nodeAt, outermostAt } from './places.ts';
import { sourcesOf } from './sources.ts';
import { timerAround } from './timers.ts';
import { Units } from './units.ts';

/** Answers what a rule asks about the code of programs; each program is traced when it is asked about first. */
export function createCodeMap(programOf: (file: string) => JsProgram | undefined): CodeMap {
  const atlases = new Map<JsProgram, Atlas>();
  const atlas = ({ file }: { file: string }): Atlas => {
    const program = programOf(file);
    if (!program) throw new Error(`${file} is in no program`);
    const known = atlases.get(program) ?? new Atlas(program);
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
    isConstructor: (unit) => atlas(unit.at).isConstructor(unit),
    clears: (at) => atlas(at).clears(at),
    resultOf: (unit) => atlas(unit.at).resultOf(unit),
    isEmptyAtFirst: (unit) => atlas(unit.at).isEmptyAtFirst(unit),
    sourcesOf: (at) => atlas(at).sourcesOf(at),
    commentAbove: (at, comment, mark) => atlas(at).commentAbove(at, comment, mark),
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

  constructor(program: JsProgram) {
    this.program = program;
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

  branchOn(at: SourceRange): CodeUnit | undefined {
    const { module, node } = this.find(at);
    let child = node;
    for (const ancestor of ancestorsOf(module, node)) {
      if (isFunction(ancestor) && isNamed(module, ancestor)) return undefined;
      if ('test' in ancestor && ancestor.test === child)
        return ancestor.type === 'SwitchCase'
          ? this.units.ofPart(module, ancestor)
          : this.units.ofStatement(module, ancestor);
      if (
        ancestor.type === 'LogicalExpression' &&
        ancestor.operator === '&&' &&
        ancestor.left === child &&
        !this.isInTest(module, ancestor)
      )
        return this.units.ofStatement(module, ancestor);
      child = ancestor;
    }
    return undefined;
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
    const subject = this.units.subjectOf(unit);
    if (subject?.kind === 'variable') {
      const declarator = subject.module.parents.get(subject.binding.declaration);
      if (subject.binding.kind !== 'variable' || declarator?.type !== 'VariableDeclarator') return false;
      return !declarator.init || isEmpty(declarator.init);
    }
    if (subject?.kind !== 'member') return false;
    return this.units
      .fieldsOf(subject.owner, subject.name)
      .every((value) => value === undefined || isEmpty(value));
  }

  isConstructor(unit: CodeUnit): boolean {
    const subject = this.units.subjectOf(unit);
    return subject?.kind === 'function' && this.units.isConstructor(subject.fn);
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

  commentAbove(at: SourceRange, comment: string, mark: string): Edit | undefined {
    const { module, node } = this.find(at);
    return commentAbove(module, outermostAt(module, node), comment, mark);
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

import type { SourceRange } from '../../../model/edit.ts';
import type { CodeUnit, UnitKind } from '../../../model/ticket-code.ts';
import {
  type CallNode,
  type FunctionNode,
  isCall,
  isFunction,
  memberName,
  type Node,
  staticName,
  unwrap,
} from '../syntax/ast.ts';
import { ancestorsOf, isAssigned, type JsModule, wrapped } from '../syntax/module.ts';
import type { Owner } from '../syntax/owners.ts';
import type { Binding } from '../syntax/scopes.ts';
import type { Tracer } from '../values/tracer.ts';
import { optionsOf, rangeOf } from '../values/values.ts';
import { Holders } from './holders.ts';
import {
  carrierOf,
  declarationOf,
  declarationOfVariable,
  namedFunctionAround,
  nameOf,
  statementAround,
} from './places.ts';
import { References } from './references.ts';
import { keyOfSetting } from './settings.ts';
import { declaratorOf, isDeclaredIn, type Subject } from './subjects.ts';

const KINDS: Readonly<Record<Subject['kind'], UnitKind>> = {
  function: 'function',
  statement: 'statement',
  variable: 'variable',
  member: 'member',
  shared: 'member',
  environment: 'setting',
  property: 'setting',
  setting: 'setting',
};

/** The units of a program, one object for one thing. */
export class Units {
  readonly holders: Holders;
  readonly references: References;
  private readonly units = new Map<object | string, Map<string, CodeUnit>>();
  private readonly subjects = new Map<CodeUnit, Subject>();
  private readonly tracer: Tracer;

  constructor(tracer: Tracer) {
    this.tracer = tracer;
    this.holders = new Holders(tracer);
    this.references = new References(tracer, this.holders);
  }

  subjectOf(unit: CodeUnit): Subject | undefined {
    return this.subjects.get(unit);
  }

  of(subject: Subject): CodeUnit {
    const [key, name] = identityOf(subject);
    const named = this.units.get(key) ?? new Map<string, CodeUnit>();
    this.units.set(key, named);
    const known = named.get(name);
    if (known) return known;
    const unit: CodeUnit = {
      kind: KINDS[subject.kind],
      at: this.placeOf(subject),
      symbol: this.symbolOf(subject),
    };
    named.set(name, unit);
    this.subjects.set(unit, subject);
    return unit;
  }

  ofFunction(fn: FunctionNode): CodeUnit {
    return this.of({ kind: 'function', fn });
  }

  ofFunctionAround(module: JsModule, node: Node): CodeUnit | undefined {
    const fn = namedFunctionAround(module, node);
    return fn && this.ofFunction(fn);
  }

  /** The innermost statement around a node. */
  ofStatement(module: JsModule, node: Node): CodeUnit {
    return this.of({ kind: 'statement', node: statementAround(module, node) });
  }

  ofBinding(module: JsModule, binding: Binding): CodeUnit {
    return this.of({ kind: 'variable', binding, module });
  }

  ofMember(owner: Owner, name: string): CodeUnit {
    return this.of({ kind: 'member', owner: this.holders.homeOf(owner, name), name });
  }

  /** The unit that an expression reads or writes, where it outlives `within`. */
  ofReference(module: JsModule, node: Node, within: Node): CodeUnit | undefined {
    const subject = this.references.subjectAt(module, node);
    if (!subject) return undefined;
    const isLocal =
      subject.kind === 'variable' && subject.module === module && isDeclaredIn(subject.binding, within);
    return isLocal ? undefined : this.of(subject);
  }

  /** The functions of the program that an expression may be, or that make the object which it is. */
  functionsIn(node: Node): FunctionNode[] {
    return optionsOf(this.tracer.evaluate(node, undefined)).flatMap((option) => {
      if (option.kind === 'function') return [option.node];
      if (option.kind === 'opaque') return this.wrappedBy(option.node);
      const made = option.kind === 'class' ? this.tracer.calls.constructorOf(option.info.node) : undefined;
      return made ? [made] : [];
    });
  }

  /** `co.wrap(function* () {})` is its function. */
  private wrappedBy(call: Node): FunctionNode[] {
    const [first] = isCall(call) ? call.arguments : [];
    const fn = first && unwrap(first);
    if (!fn || !isFunction(fn)) return [];
    const module = this.tracer.moduleOf(call);
    return carrierOf(module, fn) === wrapped(module, call) ? [fn] : [];
  }

  private placeOf(subject: Subject): SourceRange {
    const node = this.nodeOf(subject);
    return rangeOf(this.tracer.moduleOf(node), node);
  }

  private nodeOf(subject: Subject): Node {
    switch (subject.kind) {
      case 'function':
        return declarationOf(this.tracer.moduleOf(subject.fn), subject.fn);
      case 'variable': {
        const declared = declaratorOf(subject.module, subject.binding);
        return declared?.type === 'VariableDeclarator'
          ? declarationOfVariable(subject.module, declared)
          : statementAround(subject.module, subject.binding.declaration);
      }
      case 'member':
        return this.holders.declarationOf(subject.owner, subject.name);
      case 'shared':
        return this.firstWriteOf(subject);
      case 'environment':
        return subject.read;
      case 'setting':
        return subject.call;
      default:
        return subject.node;
    }
  }

  /** Where what is shared is written first, else where it is read first. */
  private firstWriteOf(subject: Extract<Subject, { kind: 'shared' }>): Node {
    const { holder, name } = subject;
    const modules = this.tracer.program.modules;
    const own = holder === 'global' ? modules : [holder, ...modules.filter((module) => module !== holder)];
    const found = own.flatMap((module) =>
      this.mentionsOfShared(module, holder, name).map((node) => ({ module, node })),
    );
    const first = found.find(({ module, node }) => isAssigned(module, node)) ?? found[0]!;
    return statementAround(first.module, first.node);
  }

  /** The places of a module that speak of a property of what a module exports, or of the global object. */
  mentionsOfShared(module: JsModule, holder: JsModule | 'global', name: string): Node[] {
    const members = [...module.nodes('MemberExpression'), ...module.nodes('OptionalMemberExpression')].filter(
      (node) => memberName(node) === name && this.holders.sharedBy(module, unwrap(node.object)) === holder,
    );
    const bare = holder === 'global' ? module.scopes.globals.filter((node) => node.name === name) : [];
    return [...members, ...bare].sort((a, b) => (a.start ?? 0) - (b.start ?? 0));
  }

  private symbolOf(subject: Subject): string | undefined {
    switch (subject.kind) {
      case 'function':
        return nameOf(this.tracer.moduleOf(subject.fn), subject.fn);
      case 'statement':
        return this.ofFunctionAround(this.tracer.moduleOf(subject.node), subject.node)?.symbol;
      case 'variable':
        return subject.binding.name;
      case 'property':
        return keyPathOf(this.tracer.moduleOf(subject.node), subject.node);
      case 'setting':
        return subject.key;
      default:
        return subject.name;
    }
  }
}

/** What tells a subject from others. */
function identityOf(subject: Subject): [object | string, string] {
  switch (subject.kind) {
    case 'function':
      return [subject.fn, ''];
    case 'variable':
      return [subject.binding, ''];
    case 'member':
      return [subject.owner, subject.name];
    case 'shared':
      return [subject.holder, subject.name];
    case 'environment':
      return ['environment', subject.name];
    case 'setting':
      return ['setting', subject.key];
    default:
      return [subject.node, subject.kind];
  }
}

/** The unit of a call that asks for a setting. */
export function settingOf(call: CallNode): Subject {
  return { kind: 'setting', key: keyOfSetting(call), call };
}

/** `zoho.password`: the keys from the outermost object to a property. */
function keyPathOf(module: JsModule, property: Node): string {
  const keys: string[] = [];
  for (const node of [property, ...ancestorsOf(module, property)]) {
    if (node.type === 'ObjectProperty') keys.unshift(staticName(node.key, node.computed === true) ?? '');
    else if (node.type !== 'ObjectExpression') break;
  }
  return keys.join('.');
}

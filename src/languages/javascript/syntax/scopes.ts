import type * as t from '@babel/types';
import { childrenOf, isClass, isFunction, type Node } from './ast.ts';

/** A name bound in a scope, with every place that mentions it. */
export interface Binding {
  readonly name: string;
  readonly kind: 'variable' | 'parameter' | 'function' | 'class' | 'import' | 'enum' | 'namespace' | 'type';
  /** The identifier that declares it first; that of the value where a type has the same name. */
  readonly declaration: t.Identifier;
  readonly declarations: t.Identifier[];
  readonly reads: t.Identifier[];
  /** Identifiers that are assigned to, declarations with an initialiser included, in source order. */
  readonly writes: t.Identifier[];
  readonly scope: Scope;
}

interface Scope {
  readonly node: Node;
  readonly parent: Scope | undefined;
  readonly bindings: Map<string, Binding>;
}

/** Which binding each identifier of a file speaks of; an identifier without one is a global. */
export interface Scopes {
  readonly root: Scope;
  bindingOf(identifier: Node): Binding | undefined;
  lookup(name: string, at: Node): Binding | undefined;
  readonly all: readonly Binding[];
  /** Identifiers that no scope of the file binds. */
  readonly globals: readonly t.Identifier[];
}

/** Analyses the scopes of a parsed file: `var` hoisting, block scopes, parameters, classes, imports, TypeScript names. */
export function analyseScopes(file: Node, parents: ReadonlyMap<Node, Node>): Scopes {
  const analysis = new Analysis(parents);
  const root = analysis.open(file, undefined);
  analysis.visit(file, root);
  return analysis.finish(root);
}

const BLOCKS: ReadonlySet<string> = new Set([
  'BlockStatement',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'SwitchStatement',
  'CatchClause',
  'StaticBlock',
  'TSModuleBlock',
]);

class Analysis {
  private readonly scopeOf = new Map<Node, Scope>();
  private readonly mentions: { identifier: t.Identifier; scope: Scope }[] = [];
  private readonly resolved = new Map<Node, Binding>();
  private readonly all: Binding[] = [];
  private readonly globals: t.Identifier[] = [];
  private readonly parents: ReadonlyMap<Node, Node>;

  constructor(parents: ReadonlyMap<Node, Node>) {
    this.parents = parents;
  }

  open(node: Node, parent: Scope | undefined): Scope {
    const scope: Scope = { node, parent, bindings: new Map() };
    this.scopeOf.set(node, scope);
    return scope;
  }

  visit(node: Node, scope: Scope): void {
    const stack: [Node, Scope][] = [[node, scope]];
    for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
      const [current, outer] = top;
      const inner = this.scopeInside(current, outer);
      this.declareIn(current, outer, inner);
      if (current.type === 'Identifier') this.mentions.push({ identifier: current, scope: outer });
      const children = childrenOf(current);
      for (let i = children.length - 1; i >= 0; i--) stack.push([children[i]!, inner]);
    }
  }

  private scopeInside(node: Node, outer: Scope): Scope {
    const existing = this.scopeOf.get(node);
    if (existing) return existing;
    const ownsBody = BLOCKS.has(node.type) && !isFunctionBody(node, this.parents.get(node));
    return isFunction(node) || isClass(node) || ownsBody ? this.open(node, outer) : outer;
  }

  private declareIn(node: Node, outer: Scope, inner: Scope): void {
    switch (node.type) {
      case 'VariableDeclaration': {
        const target = node.kind === 'var' ? functionScope(outer) : outer;
        for (const declarator of node.declarations) this.bindPattern(declarator.id, 'variable', target);
        return;
      }
      case 'FunctionDeclaration':
      case 'TSDeclareFunction':
        if (node.id) this.bind(node.id, 'function', outer);
        break;
      case 'FunctionExpression':
        if (node.id) this.bind(node.id, 'function', inner);
        break;
      case 'ClassDeclaration':
        if (node.id) this.bind(node.id, 'class', outer);
        return;
      case 'ClassExpression':
        if (node.id) this.bind(node.id, 'class', inner);
        return;
      case 'ImportSpecifier':
      case 'ImportDefaultSpecifier':
      case 'ImportNamespaceSpecifier':
        this.bind(node.local, 'import', outer);
        return;
      case 'TSImportEqualsDeclaration':
        this.bind(node.id, 'import', outer);
        return;
      case 'CatchClause':
        if (node.param) this.bindPattern(node.param, 'variable', inner);
        return;
      case 'TSEnumDeclaration':
        this.bind(node.id, 'enum', outer);
        return;
      case 'TSModuleDeclaration':
        if (node.id.type === 'Identifier') this.bind(node.id, 'namespace', outer);
        return;
      case 'TSInterfaceDeclaration':
      case 'TSTypeAliasDeclaration':
        this.bind(node.id, 'type', outer);
        return;
    }
    if (isFunction(node)) for (const param of node.params) this.bindPattern(param, 'parameter', inner);
  }

  private bindPattern(pattern: Node, kind: Binding['kind'], scope: Scope): void {
    switch (pattern.type) {
      case 'Identifier':
        this.bind(pattern, kind, scope);
        return;
      case 'ObjectPattern':
        for (const property of pattern.properties)
          this.bindPattern(property.type === 'RestElement' ? property.argument : property.value, kind, scope);
        return;
      case 'ArrayPattern':
        for (const element of pattern.elements) if (element) this.bindPattern(element, kind, scope);
        return;
      case 'AssignmentPattern':
        this.bindPattern(pattern.left, kind, scope);
        return;
      case 'RestElement':
        this.bindPattern(pattern.argument, kind, scope);
        return;
      case 'TSParameterProperty':
        this.bindPattern(pattern.parameter, kind, scope);
    }
  }

  private bind(identifier: t.Identifier, kind: Binding['kind'], scope: Scope): void {
    const known = scope.bindings.get(identifier.name);
    if (known) {
      known.declarations.push(identifier);
      // An interface may share its name with a value: the name is that of the value.
      if (known.kind === 'type' && kind !== 'type') Object.assign(known, { kind, declaration: identifier });
      this.resolved.set(identifier, known);
      return;
    }
    const binding: Binding = {
      name: identifier.name,
      kind,
      declaration: identifier,
      declarations: [identifier],
      reads: [],
      writes: [],
      scope,
    };
    scope.bindings.set(identifier.name, binding);
    this.resolved.set(identifier, binding);
    this.all.push(binding);
  }

  finish(root: Scope): Scopes {
    const seen = new Set<t.Identifier>();
    for (const { identifier, scope } of this.mentions) {
      if (seen.has(identifier)) continue;
      seen.add(identifier);
      this.resolve(identifier, scope);
    }
    const { resolved, all, globals, scopeOf, parents } = this;
    return {
      root,
      all,
      globals,
      bindingOf: (identifier) => resolved.get(identifier),
      lookup(name, at) {
        for (let node: Node | undefined = at; node; node = parents.get(node)) {
          const found = scopeOf.get(node)?.bindings.get(name);
          if (found) return found;
        }
        return undefined;
      },
    };
  }

  private resolve(identifier: t.Identifier, scope: Scope): void {
    const parent = this.parents.get(identifier);
    if (!parent || !isMention(identifier, parent)) return;
    const binding = this.resolved.get(identifier) ?? lookUp(identifier.name, scope);
    if (!binding) {
      this.globals.push(identifier);
      return;
    }
    this.resolved.set(identifier, binding);
    const isDeclaration = binding.declarations.includes(identifier);
    if (isWritten(identifier, this.parents)) binding.writes.push(identifier);
    if (!isDeclaration && isRead(identifier, this.parents)) binding.reads.push(identifier);
  }
}

function lookUp(name: string, scope: Scope): Binding | undefined {
  for (let s: Scope | undefined = scope; s; s = s.parent) {
    const binding = s.bindings.get(name);
    if (binding) return binding;
  }
  return undefined;
}

function functionScope(scope: Scope): Scope {
  let s = scope;
  while (s.parent && !isFunction(s.node) && s.node.type !== 'TSModuleBlock' && s.node.type !== 'StaticBlock')
    s = s.parent;
  return s;
}

function isFunctionBody(node: Node, parent: Node | undefined): boolean {
  return parent !== undefined && isFunction(parent) && parent.body === node;
}

/** Whether an identifier names a binding, rather than a property, a key, a label or an import's outer name. */
function isMention(identifier: t.Identifier, parent: Node): boolean {
  switch (parent.type) {
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return parent.object === identifier || parent.computed;
    case 'ObjectProperty':
      return parent.value === identifier || parent.computed;
    case 'ObjectMethod':
    case 'ClassMethod':
    case 'ClassProperty':
      return parent.key !== identifier || parent.computed;
    case 'ImportSpecifier':
      return parent.local === identifier;
    case 'ExportSpecifier':
      return parent.local === identifier;
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'PrivateName':
    case 'MetaProperty':
    case 'TSEnumMember':
    case 'ExportNamespaceSpecifier':
    case 'ExportDefaultSpecifier':
      return false;
    case 'TSPropertySignature':
    case 'TSMethodSignature':
      return parent.computed === true;
    case 'TSQualifiedName':
      return parent.left === identifier;
    default:
      return true;
  }
}

/** The assignment, declarator or pattern position that writes to this identifier, if any. */
function isWritten(identifier: Node, parents: ReadonlyMap<Node, Node>): boolean {
  let node = identifier;
  for (let parent = parents.get(node); parent; node = parent, parent = parents.get(parent)) {
    switch (parent.type) {
      case 'ObjectProperty':
        if (parent.value !== node || parents.get(parent)?.type !== 'ObjectPattern') return false;
        break;
      case 'ArrayPattern':
      case 'ObjectPattern':
      case 'RestElement':
        break;
      case 'AssignmentPattern':
        if (parent.left !== node) return false;
        break;
      case 'VariableDeclarator': {
        const declaration = parents.get(parent);
        const loop = declaration && parents.get(declaration);
        const isLoopTarget =
          (loop?.type === 'ForInStatement' || loop?.type === 'ForOfStatement') && loop.left === declaration;
        return parent.id === node && (parent.init != null || isLoopTarget);
      }
      case 'AssignmentExpression':
      case 'ForInStatement':
      case 'ForOfStatement':
        return parent.left === node;
      case 'UpdateExpression':
        return true;
      default:
        return false;
    }
  }
  return false;
}

/** An identifier is read unless it is only the target of a plain assignment or a declaration. */
function isRead(identifier: t.Identifier, parents: ReadonlyMap<Node, Node>): boolean {
  const parent = parents.get(identifier);
  if (parent?.type === 'AssignmentExpression' && parent.left === identifier) return false;
  return !(isWritten(identifier, parents) && parent?.type !== 'UpdateExpression');
}

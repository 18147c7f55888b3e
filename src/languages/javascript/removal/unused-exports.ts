import { isCall, isMember, memberName, type Node, staticName } from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';
import type { Binding } from '../syntax/scopes.ts';
import type { Tracer } from '../values/tracer.ts';
import type { Doomed } from './doomed.ts';
import { speaksOfExports } from './handed-out.ts';
import { isPure } from './purity.ts';
import type { Surroundings } from './surroundings.ts';

/** Takes out what a file exports for nobody but code that goes: constants, classes, types. Functions are looked at elsewhere. */
export function removeUnusedExports(doomed: Doomed, tracer: Tracer, surroundings: Surroundings): void {
  for (const module of tracer.program.modules) {
    if (module.json || surroundings.mayHaveOtherUsers(module) || showsExports(module)) continue;
    for (const { node, name, own } of exportsOf(doomed, module, surroundings.isQuiet)) {
      if (surroundings.isKept(node) || (own && doomed.liveReads(own).length > 0)) continue;
      const users = usersOf(tracer, module, name);
      const all = users && [...users, ...(own?.reads ?? [])];
      if (all && all.length > 0 && all.every((user) => doomed.has(user))) doomed.remove(node);
    }
  }
}

/** Whether a file looks at its exports as a whole: `Object.keys(exports)`. */
function showsExports(module: JsModule): boolean {
  return module.scopes.globals.some((node) => {
    if (node.name !== 'exports' && node.name !== 'module') return false;
    let whole: Node = node;
    let parent = module.parents.get(whole);
    if (node.name === 'module' && parent && isMember(parent))
      [whole, parent] = [parent, module.parents.get(parent)];
    if (parent && isMember(parent) && parent.object === whole) return memberName(parent) === undefined;
    return parent?.type !== 'AssignmentExpression';
  });
}

interface Exported {
  /** What goes when the export does. */
  readonly node: Node;
  readonly name: string;
  /** The variable by which the file itself speaks of it. */
  readonly own: Binding | undefined;
}

function exportsOf(doomed: Doomed, module: JsModule, isQuiet: (call: Node) => boolean): Exported[] {
  const declared = module.nodes('ExportNamedDeclaration').flatMap((node): Exported[] => {
    const { declaration } = node;
    switch (declaration?.type) {
      case 'VariableDeclaration': {
        const [one, ...others] = declaration.declarations;
        if (others.length > 0 || one?.id.type !== 'Identifier' || !one.init || !isPure(one.init, isQuiet))
          return [];
        return [{ node, name: one.id.name, own: module.scopes.bindingOf(one.id) }];
      }
      case 'ClassDeclaration':
      case 'TSInterfaceDeclaration':
      case 'TSTypeAliasDeclaration':
        return declaration.id
          ? [{ node, name: declaration.id.name, own: module.scopes.bindingOf(declaration.id) }]
          : [];
      default:
        return [];
    }
  });
  const assigned = module.nodes('AssignmentExpression').flatMap((assignment): Exported[] => {
    const statement = module.parents.get(assignment);
    if (!isMember(assignment.left) || statement?.type !== 'ExpressionStatement') return [];
    const name = memberName(assignment.left);
    const isNamed = speaksOfExports(assignment.left.object) && name !== undefined && name !== 'exports';
    return isNamed && isPure(assignment.right, isQuiet) ? [{ node: statement, name, own: undefined }] : [];
  });
  return [...declared, ...assigned].filter(({ node }) => !doomed.has(node));
}

/** What speaks of an export of a file; undefined where the whole of its exports is used in a way that is not seen. */
function usersOf(tracer: Tracer, home: JsModule, name: string): Node[] | undefined {
  const users: Node[] = [];
  for (const module of tracer.program.modules) {
    if (module.json) continue;
    const isHome = (specifier: string) => tracer.program.fileOf(module, specifier) === home.file;
    for (const node of module.nodes('ImportDeclaration')) {
      if (!isHome(node.source.value)) continue;
      for (const specifier of node.specifiers) {
        if (specifier.type === 'ImportSpecifier') {
          if (staticName(specifier.imported, false) === name) users.push(specifier);
        } else if (!addMembers(module, specifier.local, name, users)) return undefined;
      }
    }
    for (const type of ['ExportNamedDeclaration', 'ExportAllDeclaration'] as const)
      if (module.nodes(type).some(({ source }) => source && isHome(source.value))) return undefined;
    for (const call of module.nodes('CallExpression')) {
      const [specifier] = call.arguments;
      const isLoad =
        call.callee.type === 'Import' ||
        (call.callee.type === 'Identifier' && call.callee.name === 'require');
      if (!isLoad || specifier?.type !== 'StringLiteral' || !isHome(specifier.value)) continue;
      if (!addRequired(module, call, name, users)) return undefined;
    }
  }
  // `exports.LIMIT` in the file itself.
  for (const member of home.nodes('MemberExpression'))
    if (memberName(member) === name && speaksOfExports(member.object) && !isTarget(home, member))
      users.push(member);
  return users;
}

function isTarget(module: JsModule, member: Node): boolean {
  const parent = module.parents.get(member);
  return parent?.type === 'AssignmentExpression' && parent.left === member;
}

/** `var c = require('./c')`, `const { LIMIT } = require('./c')`, `require('./c').LIMIT`, `require('./c');` */
function addRequired(module: JsModule, call: Node, name: string, users: Node[]): boolean {
  const parent = module.parents.get(call);
  if (parent?.type === 'ExpressionStatement') return true;
  if (parent && isMember(parent) && parent.object === call) {
    if (memberName(parent) === undefined) return false;
    if (memberName(parent) === name) users.push(parent);
    return true;
  }
  if (parent?.type !== 'VariableDeclarator') return false;
  if (parent.id.type === 'Identifier') return addMembers(module, parent.id, name, users);
  if (parent.id.type !== 'ObjectPattern') return false;
  for (const property of parent.id.properties) {
    if (property.type !== 'ObjectProperty') return false;
    if (staticName(property.key, property.computed === true) === name) users.push(property);
  }
  return true;
}

function addMembers(module: JsModule, local: Node, name: string, users: Node[]): boolean {
  const binding = module.scopes.bindingOf(local);
  return (
    binding?.reads.every((read) => {
      const member = module.parents.get(read);
      if (!member || !isMember(member) || member.object !== read) {
        // What is called or made is the file's only export, by another name.
        return member !== undefined && isCall(member) && member.callee === read;
      }
      if (memberName(member) === name) users.push(member);
      return memberName(member) !== undefined;
    }) === true
  );
}

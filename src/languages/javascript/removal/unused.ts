import { isFunction, type Node } from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';
import type { Binding } from '../syntax/scopes.ts';
import type { Tracer } from '../values/tracer.ts';
import type { Doomed } from './doomed.ts';
import { removeParameter } from './parameters.ts';
import { isPure } from './purity.ts';
import type { Surroundings } from './surroundings.ts';

/** Takes out the variables, functions, imports and parameters of a file that nothing reads any more, but something did. */
export function removeUnused(
  doomed: Doomed,
  tracer: Tracer,
  module: JsModule,
  surroundings: Surroundings,
): void {
  for (const binding of module.scopes.all) {
    if (doomed.has(binding.declaration) || doomed.liveReads(binding).length > 0) continue;
    const hasLost = binding.reads.length > 0 || binding.writes.some((write) => doomed.has(write));
    if (!hasLost && !surroundings.wasRead(module, binding)) continue;
    if ([...binding.declarations, ...binding.writes].some((node) => surroundings.isKept(node))) continue;
    removeBinding(doomed, tracer, module, binding, surroundings);
  }
  for (const node of loadsIn(module))
    if (isEmptyFile(doomed, tracer, tracer.program.fileOf(module, node.specifier)))
      doomed.remove(node.statement);
}

/** What loads a file and takes nothing from it: `import './x';`, `require('./x');` */
function loadsIn(module: JsModule): { statement: Node; specifier: string }[] {
  const imports = module
    .nodes('ImportDeclaration')
    .filter(({ specifiers }) => specifiers.length === 0)
    .map((statement) => ({ statement, specifier: statement.source.value }));
  const requires = module.nodes('CallExpression').flatMap((call) => {
    const statement = module.parents.get(call);
    const [specifier] = call.arguments;
    const isLoad = call.callee.type === 'Identifier' && call.callee.name === 'require';
    return isLoad && statement?.type === 'ExpressionStatement' && specifier?.type === 'StringLiteral'
      ? [{ statement, specifier: specifier.value }]
      : [];
  });
  return [...imports, ...requires];
}

/** Whether everything that a file did is gone. */
function isEmptyFile(doomed: Doomed, tracer: Tracer, file: string | undefined): boolean {
  const module = file === undefined ? undefined : tracer.program.load(file);
  if (!module || module.json || module.root.type !== 'File') return false;
  const { body } = module.root.program;
  return (
    body.length > 0 && body.every((statement) => doomed.has(statement) || statement.type === 'EmptyStatement')
  );
}

function removeBinding(
  doomed: Doomed,
  tracer: Tracer,
  module: JsModule,
  binding: Binding,
  surroundings: Surroundings,
): void {
  const isQuiet = (call: Node) =>
    isQuietImport(tracer, module, call, surroundings) || surroundings.isQuiet(call);
  switch (binding.kind) {
    case 'parameter':
      removeParameter(doomed, tracer, module, binding, surroundings);
      return;
    case 'import': {
      const specifier = module.parents.get(binding.declaration);
      const declaration = specifier && module.parents.get(specifier);
      if (declaration?.type !== 'ImportDeclaration') return;
      const file = tracer.program.fileOf(module, declaration.source.value);
      if (file === undefined || surroundings.isQuietModule(file)) doomed.remove(specifier!);
      return;
    }
    case 'function':
    case 'class':
    case 'type':
      removeDeclared(doomed, module, binding);
      return;
    case 'variable':
      doomed.try(() => removeVariable(doomed, module, binding, isQuiet));
  }
}

/** `require` of a package, or of a file that does nothing when it is loaded. */
function isQuietImport(
  tracer: Tracer,
  module: JsModule,
  call: Node,
  { isQuietModule }: Surroundings,
): boolean {
  if (call.type !== 'CallExpression' || call.callee.type !== 'Identifier' || call.callee.name !== 'require')
    return false;
  const [specifier] = call.arguments;
  if (specifier?.type !== 'StringLiteral') return false;
  const file = tracer.program.fileOf(module, specifier.value);
  return file === undefined ? !specifier.value.startsWith('.') : isQuietModule(file);
}

function removeDeclared(doomed: Doomed, module: JsModule, { declarations }: Binding): void {
  const nodes = declarations.map((declaration) => module.parents.get(declaration));
  const isPlain = nodes.every(
    (node) =>
      node !== undefined &&
      /^(FunctionDeclaration|ClassDeclaration|TSInterfaceDeclaration|TSTypeAliasDeclaration)$/.test(
        node.type,
      ) &&
      !module.parents.get(node)?.type.startsWith('Export'),
  );
  if (isPlain) doomed.remove(...(nodes as Node[]));
}

/** Takes out a variable with everything that gives it a value; false where that does something else, too. */
function removeVariable(
  doomed: Doomed,
  module: JsModule,
  { declarations, writes }: Binding,
  isQuiet: (call: Node) => boolean,
): boolean {
  for (const declaration of declarations)
    if (!removeDeclaration(doomed, module, declaration, isQuiet)) return false;
  return writes
    .filter((write) => !doomed.has(write))
    .every((write) => removeWrite(doomed, module, write, isQuiet));
}

function removeDeclaration(
  doomed: Doomed,
  module: JsModule,
  identifier: Node,
  isQuiet: (call: Node) => boolean,
): boolean {
  const parent = module.parents.get(identifier);
  if (parent?.type === 'VariableDeclarator') {
    if (isExported(module, parent) || isLoopVariable(module, parent)) return false;
    if (parent.init && !isPure(parent.init, isQuiet)) return false;
    doomed.remove(parent);
    return true;
  }
  const property = parent?.type === 'AssignmentPattern' ? module.parents.get(parent) : parent;
  if (property?.type !== 'ObjectProperty') return false;
  const pattern = module.parents.get(property);
  if (pattern?.type !== 'ObjectPattern' || pattern.properties.some(({ type }) => type === 'RestElement'))
    return false;
  doomed.remove(property);
  const declarator = module.parents.get(pattern);
  if (declarator?.type !== 'VariableDeclarator') return true;
  if (isExported(module, declarator)) return false;
  const isLast = pattern.properties.every((other) => doomed.has(other));
  if (!isLast) return true;
  if (!declarator.init || !isPure(declarator.init, isQuiet)) return false;
  doomed.remove(declarator);
  return true;
}

function isExported(module: JsModule, declarator: Node): boolean {
  const declaration = module.parents.get(declarator);
  return declaration !== undefined && module.parents.get(declaration)?.type === 'ExportNamedDeclaration';
}

function isLoopVariable(module: JsModule, declarator: Node): boolean {
  const declaration = module.parents.get(declarator);
  const loop = declaration && module.parents.get(declaration);
  return loop !== undefined && /^For/.test(loop.type);
}

function removeWrite(
  doomed: Doomed,
  module: JsModule,
  identifier: Node,
  isQuiet: (call: Node) => boolean,
): boolean {
  const parent = module.parents.get(identifier);
  const statement = parent && module.parents.get(parent);
  if (statement?.type !== 'ExpressionStatement') return false;
  if (parent?.type === 'AssignmentExpression') {
    if (parent.left !== identifier || !isPure(parent.right, isQuiet)) return false;
  } else if (parent?.type !== 'UpdateExpression') return false;
  doomed.remove(statement);
  return true;
}

/** Whether a function has lost every statement that it had. */
export function isHollow(doomed: Doomed, node: Node): boolean {
  if (!isFunction(node) || node.body.type !== 'BlockStatement') return false;
  return node.body.body.length > 0 && doomed.isEmptied(node.body.body);
}

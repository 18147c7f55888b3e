import type { Node } from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';
import type { Tracer } from '../values/tracer.ts';
import type { Doomed } from './doomed.ts';
import { isPure } from './purity.ts';

/** The files that do nothing when they are loaded but declare and export. */
export function quietModules(doomed: Doomed, tracer: Tracer, isQuiet: (call: Node) => boolean): Set<string> {
  const quiet = new Set(tracer.program.modules.map(({ file }) => file));
  const isQuietIn = (module: JsModule) => (call: Node) => {
    if (isQuiet(call)) return true;
    const isRequire =
      call.type === 'CallExpression' && call.callee.type === 'Identifier' && call.callee.name === 'require';
    const [specifier] = isRequire ? call.arguments : [];
    return specifier?.type === 'StringLiteral' && isQuietImport(tracer, module, specifier.value, quiet);
  };
  // Files that load each other are quiet together or not at all.
  for (let before = -1; before !== quiet.size; ) {
    before = quiet.size;
    for (const module of tracer.program.modules) {
      if (!quiet.has(module.file) || module.json || module.root.type !== 'File') continue;
      const isStill = module.root.program.body.every(
        (statement) =>
          doomed.has(statement) || declaresOnly(tracer, module, statement, quiet, isQuietIn(module)),
      );
      if (!isStill) quiet.delete(module.file);
    }
  }
  return quiet;
}

function isQuietImport(
  tracer: Tracer,
  module: JsModule,
  specifier: string,
  quiet: ReadonlySet<string>,
): boolean {
  const file = tracer.program.fileOf(module, specifier);
  return file === undefined ? !specifier.startsWith('.') : quiet.has(file) || file.endsWith('.json');
}

function declaresOnly(
  tracer: Tracer,
  module: JsModule,
  statement: Node,
  quiet: ReadonlySet<string>,
  isQuiet: (call: Node) => boolean,
): boolean {
  switch (statement.type) {
    case 'ImportDeclaration':
      return isQuietImport(tracer, module, statement.source.value, quiet);
    case 'FunctionDeclaration':
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
    case 'EmptyStatement':
      return true;
    case 'ClassDeclaration':
      return (
        (!statement.superClass || isPure(statement.superClass, isQuiet)) &&
        statement.body.body.every(
          (member) =>
            member.type !== 'StaticBlock' &&
            (!('static' in member && member.static && 'value' in member && member.value) ||
              isPure(member.value as Node, isQuiet)),
        )
      );
    case 'VariableDeclaration':
      return statement.declarations.every(({ init }) => !init || isPure(init, isQuiet));
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
      return !statement.declaration || declaresOnly(tracer, module, statement.declaration, quiet, isQuiet);
    case 'ExpressionStatement':
      return (
        statement.expression.type === 'AssignmentExpression' && isPure(statement.expression.right, isQuiet)
      );
    default:
      return isPure(statement, isQuiet);
  }
}

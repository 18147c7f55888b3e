import { isCall, isFunction, isMember, type Node } from '../syntax/ast.ts';
import { calledName } from '../syntax/callee-names.ts';
import type { JsModule } from '../syntax/module.ts';
import { documentRead } from '../values/documents.ts';
import type { Tracer } from '../values/tracer.ts';

/** Where a module gets the value of a document: an expression, or a pattern that it is bound to. */
export interface DocumentSource {
  readonly expression?: Node;
  readonly pattern?: Node;
}

/** Every place of the program that gets the value of a document. */
export function readsOfDocument(tracer: Tracer, document: JsModule): DocumentSource[] {
  return tracer.program.modules.flatMap((module) =>
    module.json ? [] : [...importsOf(tracer, module, document), ...callsFor(tracer, module, document)],
  );
}

function importsOf(tracer: Tracer, module: JsModule, document: JsModule): DocumentSource[] {
  const { program } = tracer;
  const means = (specifier: string) => program.imported(module, specifier) === document;
  const declared = module
    .nodes('ImportDeclaration')
    .filter(({ source }) => means(source.value))
    .flatMap(({ specifiers }) => specifiers.map(({ local }): DocumentSource => ({ pattern: local })));
  const assigned = module
    .nodes('TSImportEqualsDeclaration')
    .filter(
      ({ moduleReference: reference }) =>
        reference.type === 'TSExternalModuleReference' && means(reference.expression.value),
    )
    .map(({ id }): DocumentSource => ({ pattern: id }));
  return [...declared, ...assigned];
}

function callsFor(tracer: Tracer, module: JsModule, document: JsModule): DocumentSource[] {
  return module.nodes('CallExpression').flatMap((call): DocumentSource[] => {
    if (!isDocumentRead(tracer, call, document)) return [];
    const callback = call.arguments.at(-1);
    if (call.arguments.length > 1 && callback && isFunction(callback)) {
      const [, text] = callback.params;
      return text ? [{ pattern: text }] : [];
    }
    return [{ expression: call }];
  });
}

/** Whether a call gives the value of a document: it requires it, or reads its file. */
export function isDocumentRead(
  tracer: Tracer,
  call: Extract<Node, { type: 'CallExpression' }>,
  document: JsModule,
): boolean {
  const [first] = call.arguments;
  const isLoad = call.callee.type === 'Import' || calledName(tracer.moduleOf(call), call) === 'require';
  if (isLoad) {
    const text = first && tracer.textOf(first, undefined);
    return (
      text !== undefined &&
      !(isCall(call) && isMember(call.callee)) &&
      tracer.program.imported(tracer.moduleOf(call), text) === document
    );
  }
  const value = documentRead(tracer, call, undefined);
  return (value?.kind === 'set' || value?.kind === 'list') && value.node === document.root;
}

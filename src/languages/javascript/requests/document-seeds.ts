import { isDeprecated } from '../../../zoho/parameters.ts';
import { isCall, type Node, staticName } from '../syntax/ast.ts';
import { ancestorsOf, type JsModule } from '../syntax/module.ts';
import { documentRead } from '../values/documents.ts';
import type { Tracer } from '../values/tracer.ts';
import type { Path } from './reach/climb.ts';

/** An expression that gives a JSON document, and where in it parameters of the pair stand. */
export interface DocumentSeed {
  readonly node: Node;
  readonly follow: 'value' | 'carrier';
  readonly path: Path;
}

/** Finds where a module takes in JSON documents that name parameters: what reads them need not name any. */
export function documentSeeds(tracer: Tracer, module: JsModule): DocumentSeed[] {
  const required = module.nodes('CallExpression').flatMap((call): DocumentSeed[] => {
    const document = documentOf(tracer, module, call);
    return document ? pathsOf(document).map((path) => ({ node: call, follow: 'value', path })) : [];
  });
  const imported = module.nodes('ImportDeclaration').flatMap(({ source, specifiers }): DocumentSeed[] => {
    const document = jsonOf(tracer, module, source.value);
    const paths = document ? pathsOf(document) : [];
    return specifiers.flatMap((specifier) => {
      const name = specifier.type === 'ImportSpecifier' ? staticName(specifier.imported, false) : 'default';
      return paths.flatMap((path): DocumentSeed[] => {
        if (name === 'default') return [{ node: specifier.local, follow: 'carrier', path }];
        return name === path[0] ? [{ node: specifier.local, follow: 'carrier', path: path.slice(1) }] : [];
      });
    });
  });
  return [...required, ...imported];
}

function documentOf(tracer: Tracer, module: JsModule, call: Node): JsModule | undefined {
  if (!isCall(call)) return undefined;
  const [first] = call.arguments;
  if (call.callee.type === 'Identifier' && call.callee.name === 'require')
    return first?.type === 'StringLiteral' ? jsonOf(tracer, module, first.value) : undefined;
  const read = documentRead(tracer, call, undefined);
  return read?.kind === 'set' ? tracer.moduleOf(read.node) : undefined;
}

function jsonOf(tracer: Tracer, module: JsModule, specifier: string): JsModule | undefined {
  const target = specifier.endsWith('.json') ? tracer.program.imported(module, specifier) : undefined;
  return target?.json ? target : undefined;
}

/** The ways to the objects of a document that name one of the pair. */
function pathsOf(document: JsModule): Path[] {
  const holders = new Set(
    document.nodes('ObjectProperty').flatMap((property) => {
      const holder = document.parents.get(property);
      return holder && isDeprecated(staticName(property.key, false) ?? '') ? [holder] : [];
    }),
  );
  return [...holders].map((holder) =>
    [...ancestorsOf(document, holder)]
      .flatMap((ancestor) =>
        ancestor.type === 'ObjectProperty' ? [staticName(ancestor.key, false) ?? '*'] : [],
      )
      .reverse(),
  );
}

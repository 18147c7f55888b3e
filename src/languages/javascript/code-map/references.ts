import { isMember, memberName, type Node, staticName, unwrap } from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';
import type { Binding } from '../syntax/scopes.ts';
import { writeOf } from '../syntax/writes.ts';
import type { Tracer } from '../values/tracer.ts';
import { optionsOf } from '../values/values.ts';
import type { Holders } from './holders.ts';
import { isVariable, type Subject } from './subjects.ts';

type Variable = Extract<Subject, { kind: 'variable' }>;
type Kept = Extract<Subject, { kind: 'variable' | 'member' | 'shared' }>;

const DEPTH = 6;

/** Tells which variable or member an expression reads or writes, whatever file it stands in. */
export class References {
  private readonly tracer: Tracer;
  private readonly holders: Holders;

  constructor(tracer: Tracer, holders: Holders) {
    this.tracer = tracer;
    this.holders = holders;
  }

  /** What an expression speaks of; a property of a plain object counts as the variable that holds the object. */
  subjectAt(module: JsModule, node: Node, depth = 0): Kept | undefined {
    const expression = unwrap(node);
    if (depth > DEPTH) return undefined;
    if (expression.type === 'Identifier') {
      const binding = module.scopes.bindingOf(expression);
      if (binding) return this.variableBehind(module, binding, depth);
      return undefined;
    }
    if (!isMember(expression)) return undefined;
    const object = unwrap(expression.object);
    const name = memberName(expression);
    return (
      (name === undefined ? undefined : this.memberOf(module, object, name, depth)) ??
      (isMember(object) || object.type === 'Identifier' ? this.subjectAt(module, object, depth) : undefined)
    );
  }

  private memberOf(module: JsModule, object: Node, name: string, depth: number): Kept | undefined {
    this.tracer.refresh();
    const owner = this.holders.ownerOf(module, object);
    const isPlain = owner !== undefined && this.holders.isPlain(owner);
    const named = owner && !isPlain ? undefined : this.namedIn(object, name, depth);
    if (named) return named;
    if (owner) return { kind: 'member', owner: this.holders.homeOf(owner, name), name };
    const holder = this.holders.sharedBy(module, object);
    return holder && { kind: 'shared', holder, name };
  }

  /** What a variable stands for: what another file gives it, or itself. */
  private variableBehind(module: JsModule, binding: Binding, depth: number): Kept | undefined {
    if (binding.kind === 'import') return this.imported(module, binding);
    if (isVariable(module, binding)) return { kind: 'variable', binding, module };
    const [identifier, ...others] = binding.writes;
    const write = identifier && others.length === 0 ? writeOf(module, identifier) : undefined;
    const [step, ...further] = write?.path ?? [];
    return write?.right && step && 'key' in step && further.length === 0
      ? this.namedIn(write.right, step.key, depth)
      : undefined;
  }

  private imported(module: JsModule, binding: Binding): Variable | undefined {
    const specifier = module.parents.get(binding.declaration);
    const declaration = specifier && module.parents.get(specifier);
    if (specifier?.type !== 'ImportSpecifier' || declaration?.type !== 'ImportDeclaration') return undefined;
    const target = this.tracer.program.imported(module, declaration.source.value);
    const name = staticName(specifier.imported, false);
    return target && name !== undefined ? exportedVariable(target, name) : undefined;
  }

  /** The variable that an object, or a module, hands out under a name. */
  private namedIn(object: Node, name: string, depth: number): Kept | undefined {
    for (const option of optionsOf(this.tracer.evaluate(object, undefined))) {
      if (option.kind === 'module') return exportedVariable(option.module, name);
      if (option.kind !== 'set') continue;
      const entry = option.entries.find((each) => each.name === name && each.site.kind === 'property');
      if (entry?.value?.type === 'Identifier')
        return this.subjectAt(this.tracer.moduleOf(entry.value), entry.value, depth + 1);
    }
    return undefined;
  }
}

/** `export let name`, `export { local as name }` */
function exportedVariable(module: JsModule, name: string): Variable | undefined {
  const declared = module.scopes.root.bindings.get(name);
  const local = declared ? name : localName(module, name);
  const binding = local === undefined ? undefined : module.scopes.root.bindings.get(local);
  return binding && isVariable(module, binding) && isExportedFrom(module, binding)
    ? { kind: 'variable', binding, module }
    : undefined;
}

function localName(module: JsModule, name: string): string | undefined {
  for (const specifier of module.nodes('ExportSpecifier'))
    if (staticName(specifier.exported, false) === name && specifier.local.type === 'Identifier')
      return specifier.local.name;
  return undefined;
}

/** Whether a binding is exported by its name, as modules of ECMAScript do it. */
export function isExportedFrom(module: JsModule, binding: Binding): boolean {
  const declarator = module.parents.get(binding.declaration);
  const declaration = declarator && module.parents.get(declarator);
  const isDeclared =
    declaration !== undefined && module.parents.get(declaration)?.type === 'ExportNamedDeclaration';
  return isDeclared || binding.reads.some((read) => module.parents.get(read)?.type === 'ExportSpecifier');
}

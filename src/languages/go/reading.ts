import type { Node as SyntaxNode } from 'web-tree-sitter';
import { childrenOf } from '../code/syntax.ts';

/** What a reader of Go must know of the file around a place. */
export interface Reading {
  /** What imported packages are called here, and what they are called at home. */
  readonly packages: ReadonlyMap<string, string>;
  /** The names of the fields of the structures that the file declares, in order. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
  /** What the object is called in the method that is being read. */
  readonly receiver?: string;
}

/** Looks through a file for what its code refers to. */
export function surroundingsOf(root: SyntaxNode): Reading {
  const packages = new Map<string, string>();
  for (const spec of root.descendantsOfType('import_spec')) {
    if (!spec) continue;
    const path = spec.childForFieldName('path')!.text.slice(1, -1);
    const own = path
      .replace(/\/v\d+$/, '')
      .split('/')
      .at(-1)!;
    packages.set(spec.childForFieldName('name')?.text ?? own, own);
  }
  const fields = new Map<string, readonly string[]>();
  for (const spec of root.descendantsOfType('type_spec')) {
    const type = spec?.childForFieldName('type');
    if (spec && type?.type === 'struct_type')
      fields.set(
        spec.childForFieldName('name')!.text,
        fieldsOf(type).map(({ text }) => text),
      );
  }
  return { packages, fields };
}

/** The names of a structure's fields; one that is embedded is called as its type is. */
export function fieldsOf(struct: SyntaxNode): SyntaxNode[] {
  return childrenOf(struct)
    .flatMap(childrenOf)
    .filter(({ type }) => type === 'field_declaration')
    .flatMap((field) => {
      const names = field.childrenForFieldName('name').filter((name) => name?.isNamed);
      return names.length > 0 ? names.map((name) => name!) : [typeNameOf(field.childForFieldName('type')!)];
    });
}

/** The name of a type alone, without its package, its pointer and its type arguments. */
export function typeNameOf(type: SyntaxNode): SyntaxNode {
  switch (type.type) {
    case 'pointer_type':
    case 'generic_type':
    case 'parenthesized_type':
      return typeNameOf(childrenOf(type)[0]!);
    case 'qualified_type':
      return type.childForFieldName('name')!;
    default:
      return type;
  }
}

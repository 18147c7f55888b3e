import { Refusal } from '../../refusal.ts';
import { endOf, isFunction, type Node, startOf, unwrap } from '../syntax/ast.ts';
import type { Draft } from './draft.ts';
import type { EntryChange } from './entries.ts';
import { removeItem, separatorAt } from './lists.ts';
import { printString, printToken, type Quote, quoteOf, usualQuote } from './print.ts';

export type Property = Extract<Node, { type: 'ObjectProperty' }>;
export type Getter = Extract<Node, { type: 'ObjectMethod' }>;

export function spellProperty(draft: Draft, property: Property | Getter, change: EntryChange): void {
  const object = draft.module.parents.get(property);
  if (property.type === 'ObjectMethod' && object?.type === 'ObjectExpression')
    return spellGetter(draft, property, object, change);
  if (property.type !== 'ObjectProperty' || object?.type !== 'ObjectExpression')
    throw new Refusal('the parameter is named in a type');
  if (isFunction(unwrap(property.value)) && change.kind !== 'rename-entry')
    throw new Refusal('the parameter is a function that makes its value');
  switch (change.kind) {
    case 'rename-entry':
      return renameKey(draft, property, change.to);
    case 'replace-value':
      return giveValue(draft, property, printToken(draft.module, change.by, usualQuote(draft.module)));
    case 'replace-entry': {
      const value = printString(change.value, quoteNear(draft, property));
      if (property.shorthand) return draft.replaceNode(property, `${change.name}: ${value}`);
      renameKey(draft, property, change.name);
      return draft.replaceNode(property.value, value);
    }
    case 'remove-entry':
      return removeItem(draft, object.properties, property);
    case 'insert-entry-after': {
      const written = draft.insertedNames.get(startOf(property.key));
      const key =
        written !== undefined
          ? `[${written}]`
          : property.key.type === 'StringLiteral'
            ? printString(change.name, quoteOf(draft.module, startOf(property.key)))
            : change.name;
      return draft.replace(
        endOf(property),
        endOf(property),
        `${separatorAt(draft, object.properties, property)}${key}: ${printString(change.value, quoteNear(draft, property))}`,
      );
    }
  }
}

/** `get ticket() { … }` */
function spellGetter(
  draft: Draft,
  getter: Getter,
  object: Extract<Node, { type: 'ObjectExpression' }>,
  change: EntryChange,
): void {
  if (getter.kind === 'method' && change.kind !== 'rename-entry')
    throw new Refusal('the parameter is a function that makes its value');
  const { key } = getter;
  const quote = usualQuote(draft.module);
  switch (change.kind) {
    case 'rename-entry':
      return draft.rename(key, change.to);
    case 'replace-value':
      return draft.replaceNode(
        getter,
        `${draft.module.text.slice(startOf(key), endOf(key))}: ${printToken(draft.module, change.by, quote)}`,
      );
    case 'replace-entry':
      return draft.replaceNode(getter, `${change.name}: ${printString(change.value, quote)}`);
    case 'remove-entry':
      return removeItem(draft, object.properties, getter);
    case 'insert-entry-after':
      return draft.replace(
        endOf(getter),
        endOf(getter),
        `${separatorAt(draft, object.properties, getter)}${change.name}: ${printString(change.value, quote)}`,
      );
  }
}

/** The quotes of a property's key or value, else the module's usual ones. */
function quoteNear(draft: Draft, property: Property): Quote {
  for (const node of [property.value, property.key])
    if (node.type === 'StringLiteral') return quoteOf(draft.module, startOf(node));
  return usualQuote(draft.module);
}

/** Name and value of a shorthand are written in one edit, whichever of them changes first. */
function giveValue(draft: Draft, property: Property, value: string): void {
  if (!property.shorthand) return draft.replaceNode(property.value, value);
  const [name] = writtenFor(draft, property)?.split(': ') ?? [
    draft.module.text.slice(startOf(property.key), endOf(property.key)),
  ];
  draft.forget(startOf(property), endOf(property));
  draft.replaceNode(property, `${name}: ${value}`);
}

function renameKey(draft: Draft, property: Property, to: string): void {
  const { key } = property;
  if (draft.keptNames.has(startOf(key))) return;
  if (property.shorthand) {
    const written = writtenFor(draft, property);
    const value =
      written?.slice(written.indexOf(': ')) ?? `: ${draft.module.text.slice(startOf(key), endOf(key))}`;
    draft.forget(startOf(property), endOf(property));
    draft.replaceNode(property, to + value);
  } else if (property.computed)
    draft.replace(startOf(property), draft.module.text.indexOf(']', endOf(key)) + 1, to);
  else draft.rename(key, to);
}

/** What an edit has put into the place of a shorthand so far. */
function writtenFor(draft: Draft, property: Property): string | undefined {
  const [start, end] = [startOf(property), endOf(property)];
  return draft.edits.find((edit) => edit.start === start && edit.end === end)?.text;
}

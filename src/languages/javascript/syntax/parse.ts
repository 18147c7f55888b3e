import { type ParseError, type ParserPlugin, parse, parseExpression } from '@babel/parser';
import type * as t from '@babel/types';

const COMMON: ParserPlugin[] = [
  'decorators-legacy',
  'decoratorAutoAccessors',
  'explicitResourceManagement',
  'sourcePhaseImports',
];

/** Tried in order; the first that parses without a fatal error wins (measured on thousands of published files). */
const DIALECTS: Record<'script' | 'typescript', ParserPlugin[][]> = {
  script: [['jsx'], ['flow', 'jsx'], ['typescript'], ['typescript', 'jsx']],
  typescript: [['typescript'], ['typescript', 'jsx'], ['flow', 'jsx']],
};

/** A tree, and the errors that the parser stepped over. */
export type ParsedFile = t.File & { readonly errors?: readonly ParseError[] | null };

/**
 * Errors after which the tree may not be what was meant. The others forbid what is understood all the same: a name
 * declared twice, an octal number in strict code, an export of nothing.
 */
const LEAVES_DOUBT =
  /^(MissingSemicolon|UnexpectedToken|UnexpectedTokenUnaryExponentiation|Unterminated\w+|InvalidOrUnexpectedToken|InvalidCoverInitializedName|InvalidLhs|InvalidDigit|InvalidEscapeSequence|MissingUnicodeEscape|MissingEqInAssignment|MixingCoalesceWithLogical|NewlineAfterThrow|LineTerminatorBeforeArrow|NoCatchOrFinally)$/;

/**
 * Parses JavaScript or TypeScript of any dialect. Offsets are true offsets of `text`.
 *
 * @throws SyntaxError when no dialect reads it, or what one read has errors that make the tree doubtful
 */
export function parseSource(text: string, file: string): ParsedFile {
  let first: unknown;
  for (const dialect of DIALECTS[/\.[cm]?tsx?$/.test(file) ? 'typescript' : 'script']) {
    try {
      const parsed = parse(text, {
        sourceType: 'unambiguous',
        errorRecovery: true,
        allowReturnOutsideFunction: true,
        allowAwaitOutsideFunction: true,
        allowUndeclaredExports: true,
        allowImportExportEverywhere: true,
        createParenthesizedExpressions: true,
        plugins: [...dialect, ...COMMON],
      });
      const doubtful = parsed.errors?.find(({ reasonCode }) => LEAVES_DOUBT.test(reasonCode));
      if (!doubtful) return parsed as ParsedFile;
      first ??= doubtful;
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

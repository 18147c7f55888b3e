import { type ParseError, type ParserPlugin, parse, parseExpression } from '@babel/parser';
import type * as t from '@babel/types';
import { OutOfTime, spend, withBudget } from '../../../model/work.ts';

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
 * @throws OutOfTime when the parser goes back over the same characters again and again
 */
export function parseSource(text: string, file: string): ParsedFile {
  return withBudget(LEAST_READS + READS_A_CHARACTER * text.length, () => parseDialects(text, file));
}

/** As a rule the parser reads each character less than twice. */
const READS_A_CHARACTER = 20;
const LEAST_READS = 1_000_000;

/**
 * What the parser reads from. It cannot be interrupted and takes back what it tried: each level of a nest that may be
 * read in two ways (`f<(a=f<(a=`) doubles its work. So its reads are counted.
 */
class CountedText extends String {
  override charCodeAt(index: number): number {
    spend();
    return super.charCodeAt(index);
  }
}

function parseDialects(text: string, file: string): ParsedFile {
  const counted = new CountedText(text) as string;
  let first: unknown;
  for (const dialect of DIALECTS[/\.[cm]?tsx?$/.test(file) ? 'typescript' : 'script']) {
    try {
      const parsed = parse(counted, {
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
      if (error instanceof OutOfTime) throw error;
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

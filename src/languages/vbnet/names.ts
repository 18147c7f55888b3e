import type { Token } from './lexer.ts';

/** Names that a file declares, in lower case: brackets behind a variable index it, behind a function they call it. */
export interface Names {
  readonly variables: ReadonlySet<string>;
  readonly functions: ReadonlySet<string>;
  /** Modules, whose functions are known everywhere by their own names. */
  readonly modules: ReadonlySet<string>;
}

const DECLARES = new Set(
  'dim private public friend protected shared const static readonly byval byref optional paramarray each using withevents'.split(
    ' ',
  ),
);
const NO_VARIABLE = new Set(
  'sub function property class module structure interface enum delegate event operator declare shared const static readonly overrides overridable async partial mustinherit notinheritable withevents default overloads mustoverride shadows iterator writeonly friend protected private public widening narrowing byval byref paramarray optional dim inherits implements namespace get set end custom'.split(
    ' ',
  ),
);

export function namesIn(tokens: readonly Token[]): Names {
  const variables = new Set<string>();
  const functions = new Set<string>();
  const modules = new Set<string>();
  tokens.forEach((token, i) => {
    if (token.kind !== 'word') return;
    const next = tokens[i + 1];
    if (next?.kind !== 'word') return;
    const isEnd = tokens[i - 1]?.word === 'end' || tokens[i - 1]?.word === 'exit';
    if (isEnd) return;
    if (token.word === 'sub' || token.word === 'function') functions.add(next.word);
    else if (token.word === 'module') modules.add(next.word);
    else if (token.word === 'as' || token.word === 'of') return;
    else if (DECLARES.has(token.word) && !NO_VARIABLE.has(next.word)) variables.add(next.word);
  });
  // Every name that is given a type is a variable: `Dim a, b As String`, parameters, members.
  tokens.forEach((token, i) => {
    const previous = tokens[i - 1];
    if (token.word === 'as' && previous?.kind === 'word' && !functions.has(previous.word))
      variables.add(previous.word);
    const before = tokens[i - 2];
    if (token.word === 'as' && previous?.text === ')' && before?.text === '(') {
      const name = tokens[i - 3];
      if (name?.kind === 'word' && !functions.has(name.word)) variables.add(name.word);
    }
  });
  return { variables, functions, modules };
}

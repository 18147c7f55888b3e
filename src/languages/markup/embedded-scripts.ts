import type { CodeMap } from '../../model/code-map.ts';
import type { Request } from '../../model/request.ts';
import type { Speller } from '../../model/speller.ts';
import { createCodeMap } from '../javascript/code-map/code-map.ts';
import { assumeEnvironment } from '../javascript/program/environment.ts';
import { JsProgram } from '../javascript/program/program.ts';
import { lower } from '../javascript/requests/lower.ts';
import { createSpeller } from '../javascript/spell/speller.ts';
import { Tracer } from '../javascript/values/tracer.ts';

/** What the scripts of a page send. */
export interface LoweredScripts {
  readonly requests: readonly Request[];
  readonly speller: Speller;
  readonly code: CodeMap;
}

/**
 * Lowers the scripts of a page, which see each other's variables, as one script that runs in a browser.
 *
 * @param text the page with blanks in the place of everything else, so that offsets are those of the page
 * @throws SyntaxError when they do not parse
 */
export function lowerEmbeddedScripts(
  file: string,
  text: string,
  tokenNameFor: (name: string) => string | undefined,
): LoweredScripts {
  const program = new JsProgram({
    read: (other) => (other === file ? text : undefined),
    resolve: () => undefined,
    importersOf: () => [],
  });
  const module = program.load(file);
  if (!module) throw new SyntaxError(`a script in it: ${program.failures.get(file) ?? ''}`);
  assumeEnvironment(module, 'browser');
  const requests = lower(new Tracer(program), [module]);
  const speller = createSpeller(program, {
    spellSettings: () => [],
    findSetting: () => undefined,
    documents: { importersOf: () => [], follow: () => undefined },
    typesAround: () => undefined,
    requests,
    tokenNameFor,
  });
  // Other pages do not run the scripts of this one.
  const code = createCodeMap(
    (other) => (other === file ? program : undefined),
    () => false,
  );
  return { requests, speller, code };
}

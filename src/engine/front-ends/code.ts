import { createCodeMap } from '../../languages/code/code-map/code-map.ts';
import type { Language } from '../../languages/code/language.ts';
import { requestsOf } from '../../languages/code/requests.ts';
import { runSource } from '../../languages/code/run/run.ts';
import { Source } from '../../languages/code/source.ts';
import { createCodeSpeller } from '../../languages/code/spell/speller.ts';
import { createTextSpeller } from '../../languages/text/speller.ts';
import type { FrontEnd } from './front-end.ts';

/** The front end of a language whose code is read as one small tree. */
export function createCodeFrontEnd(language: Language): FrontEnd {
  return {
    lower(file, text) {
      const source = new Source(file, text, language);
      return {
        requests: requestsOf(runSource(source)),
        speller: createTextSpeller(createCodeSpeller(source)),
        code: createCodeMap(source),
      };
    },
    countErrors: (_file, text) => language.reader.read(text).errors,
  };
}

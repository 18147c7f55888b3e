import { createCodeMap } from '../../languages/code/code-map/code-map.ts';
import { Units } from '../../languages/code/code-map/units.ts';
import { environmentReads } from '../../languages/code/environment.ts';
import type { Language } from '../../languages/code/language.ts';
import { requestsOf } from '../../languages/code/requests.ts';
import { runSource } from '../../languages/code/run/run.ts';
import { Source } from '../../languages/code/source.ts';
import { createCodeSpeller } from '../../languages/code/spell/speller.ts';
import { leftOversIn } from '../../languages/code/unused/left-overs.ts';
import { createTextSpeller } from '../../languages/text/speller.ts';
import type { FrontEnd } from './front-end.ts';

/** The front end of a language whose code is read as one small tree. */
export function createCodeFrontEnd(language: Language): FrontEnd {
  return {
    lower(file, text, outlook) {
      const source = new Source(file, text, language);
      const units = new Units(source);
      const machine = runSource(source);
      return {
        requests: requestsOf(machine),
        speller: createTextSpeller(createCodeSpeller(source, units, outlook, machine.namedReads)),
        code: createCodeMap(source, units),
        leftOvers: (edits) => leftOversIn(units, edits, outlook),
      };
    },
    readsOf: (text, file, name) => environmentReads(new Source(file, text, language), name),
    countErrors: (_file, text) => language.reader.read(text).errors,
  };
}

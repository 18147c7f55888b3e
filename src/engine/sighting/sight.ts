import { decode, hasUtf16Mark } from '../../files/decode.ts';
import { holdsAny, mayHoldCredentials } from '../../files/prefilter.ts';
import { type Scan, type ScanTally, scan as scanFiles } from '../../files/scan.ts';
import { isScript, specifiersIn } from '../../languages/javascript/syntax/files.ts';
import { IGNORE } from '../../languages/text/ignore-comments.ts';

/** What a first look at the bytes of some files shows. */
export interface Sighting extends ScanTally {
  readonly candidates: readonly Candidate[];
  /** What the scripts import, as far as it was asked for: by file, specifiers as they are written. */
  readonly specifiers: readonly (readonly [file: string, specifiers: readonly string[]])[];
}

/** A file whose bytes hold a parameter's name or speak of Zoho. */
interface Candidate {
  readonly file: string;
  /** Whether the bytes hold a parameter's name or the path of CRM's endpoints. */
  readonly namesParameters: boolean;
  /** Whether the text mentions Zoho, the path of CRM's endpoints, or both parameters that go to them together. */
  readonly maySpeakOfZoho: boolean;
  readonly mayHoldIgnores: boolean;
}

/** Whether specifiers are wanted, which is known as soon as one script is a candidate that may speak of Zoho. */
export interface Want {
  specifiers: boolean;
}

const ZOHO = ['zoho', 'Zoho', 'ZOHO', 'baihui', 'Baihui'];
const ENDPOINTS = ['crm/private', 'crm\\/private'];
const SPEAKS_OF_ZOHO = /zoho|baihui|crm\\?\/private/i;
/** Both names in one file may be a call whose endpoint no file of the tree knows. */
const NAMES_KEY = /(?<![\w$])apikey(?![\w$])/;
const NAMES_TICKET = /(?<![\w$])ticket(?![\w$])/;
const PIECE = 64 * 1024;
/** So much of the next piece is read along, lest a specifier falls between the two. */
const OVERLAP = 512;
const ASCII = /^[\0-\x7f]*$/;

/** Reads each file once. From the first script on that may speak of Zoho, it notes what scripts import, too. */
export function sight(files: readonly string[], want: Want, scan: Scan = scanFiles): Sighting {
  const candidates: Candidate[] = [];
  const specifiers: [string, string[]][] = [];
  let namesParameters = false;
  const tally = scan(
    files,
    ({ file, bytes }) => {
      const { text } = decode(bytes);
      const maySpeak = maySpeakOfZoho(text);
      const mayHoldIgnores = text.includes(IGNORE);
      candidates.push({ file, namesParameters, maySpeakOfZoho: maySpeak, mayHoldIgnores });
      if (!maySpeak || !isScript(file) || want.specifiers) return;
      want.specifiers = true;
      specifiers.push([file, specifiersOf(bytes)]);
    },
    (bytes, file) => {
      if (want.specifiers && isScript(file)) specifiers.push([file, specifiersOf(bytes)]);
      namesParameters = mayHoldCredentials(bytes);
      const namesZoho = holdsAny(bytes, ZOHO);
      if (namesParameters && (namesZoho || holdsAny(bytes, ENDPOINTS))) return true;
      return namesParameters || namesZoho ? 'in-source' : false;
    },
  );
  // A piece of a string keeps the whole of it in memory: what is kept is copied.
  return { ...tally, candidates, specifiers: structuredClone(specifiers) };
}

function maySpeakOfZoho(text: string): boolean {
  return SPEAKS_OF_ZOHO.test(text) || (NAMES_KEY.test(text) && NAMES_TICKET.test(text));
}

/** Latin-1 is quick to decode, and finds every specifier; those that are more than ASCII are decoded properly. */
function specifiersOf(bytes: Buffer): string[] {
  if (hasUtf16Mark(bytes)) return specifiersIn(decode(bytes).text);
  const found = new Set<string>();
  // A long text would stay in memory, outside of the heap, until somebody sweeps.
  for (let start = 0; start < bytes.length; start += PIECE) {
    for (const specifier of specifiersIn(bytes.toString('latin1', start, start + PIECE + OVERLAP)))
      found.add(ASCII.test(specifier) ? specifier : decode(Buffer.from(specifier, 'latin1')).text);
  }
  return [...found];
}

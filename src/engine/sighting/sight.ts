import { decode, hasUtf16Mark } from '../../files/decode.ts';
import {
  CREDENTIAL_WORDS,
  ENDPOINT,
  holdsAny,
  isCredentialAt,
  mayHoldWideCredentials,
} from '../../files/prefilter.ts';
import { addTallies, type Scan, type ScanTally, scan as scanFiles } from '../../files/scan.ts';
import { eachPlace } from '../../files/words/haystack.ts';
import { layOut } from '../../files/words/words.ts';
import { isScript } from '../../languages/javascript/syntax/files.ts';
import { IMPORT_WORDS } from '../../languages/javascript/syntax/import-words.ts';
import { IGNORE } from '../../languages/text/ignore-comments.ts';
import { joinNamings, type Namings, NamingsOfScripts } from './namings.ts';

/** What a first look at the bytes of some files shows. */
export interface Sighting extends ScanTally {
  readonly candidates: readonly Candidate[];
  /** What the scripts may mean by their imports. */
  readonly namings: Namings;
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

const ZOHO_WORDS = [
  { words: ['zoho'], pairAt: 0, anyCase: true },
  { words: ['ihui'], pairAt: 1, anyCase: true },
] as const;
const IMPORTS_FROM = CREDENTIAL_WORDS.length + ZOHO_WORDS.length;
const WORDS = layOut([...CREDENTIAL_WORDS, ...ZOHO_WORDS]);
const WORDS_OF_SCRIPTS = layOut([...CREDENTIAL_WORDS, ...ZOHO_WORDS, ...IMPORT_WORDS]);

const ZOHO = ['zoho', 'Zoho', 'ZOHO', 'baihui', 'Baihui'];
const ENDPOINTS = ['crm/private', 'crm\\/private'];
const SPEAKS_OF_ZOHO = /zoho|baihui|crm\\?\/private/i;
/** Both names in one file may be a call whose endpoint no file of the tree knows. */
const NAMES_KEY = /(?<![\w$])apikey(?![\w$])/;
const NAMES_TICKET = /(?<![\w$])ticket(?![\w$])/;

/** Reads each file once. */
export function sight(files: readonly string[], scan: Scan = scanFiles): Sighting {
  const candidates: Candidate[] = [];
  const namings = new NamingsOfScripts(files.length, IMPORTS_FROM);
  const look = createLook(files, namings);
  let namesParameters = false;
  const tally = scan(
    files,
    ({ file, bytes }) => {
      const { text } = decode(bytes);
      const mayHoldIgnores = text.includes(IGNORE);
      candidates.push({ file, namesParameters, maySpeakOfZoho: maySpeakOfZoho(text), mayHoldIgnores });
    },
    (bytes, file) => {
      const seen = look(bytes, file);
      namesParameters = seen.namesParameters;
      if (namesParameters && (seen.namesZoho || seen.namesEndpoints)) return true;
      return namesParameters || seen.namesZoho ? 'in-source' : false;
    },
  );
  return { ...tally, candidates, namings: namings.take() };
}

/** What was seen of the parts of a list of files, in the order of the files' names. */
export function joinSightings(parts: readonly Sighting[]): Sighting {
  return {
    scanned: parts.reduce((sum, { scanned }) => sum + scanned, 0),
    leftOut: parts.map(({ leftOut }) => leftOut).reduce(addTallies, {}),
    skipped: parts.flatMap(({ skipped }) => skipped).sort(byFile),
    candidates: parts.flatMap(({ candidates }) => candidates).sort(byFile),
    namings: joinNamings(parts.map(({ namings }) => namings)),
  };
}

function byFile(a: { readonly file: string }, b: { readonly file: string }): number {
  return a.file < b.file ? -1 : 1;
}

/** Looks for everything at once; what scripts import is noted. */
function createLook(files: readonly string[], namings: NamingsOfScripts) {
  let number = 0;
  let bytes: Buffer = Buffer.alloc(0);
  let namesParameters = false;
  let mayNameZoho = false;
  let mayNameEndpoints = false;
  const found = (group: number, at: number) => {
    if (group >= IMPORTS_FROM) namings.noteAt(bytes, group - IMPORTS_FROM, at);
    else if (group >= CREDENTIAL_WORDS.length) mayNameZoho = true;
    else if (isCredentialAt(bytes, group, at)) {
      namesParameters = true;
      mayNameEndpoints ||= group === ENDPOINT;
    }
  };
  return (searched: Buffer, file: string) => {
    bytes = searched;
    namesParameters = false;
    mayNameZoho = hasUtf16Mark(bytes);
    mayNameEndpoints = mayNameZoho;
    const script = isScript(file);
    if (script) {
      // They come in the order of the list.
      while (files[number] !== file) number++;
      namings.begin(file, number);
      namings.noteWide(bytes);
    }
    const hasNul = script
      ? eachPlace(bytes, WORDS_OF_SCRIPTS, found, namings)
      : eachPlace(bytes, WORDS, found);
    return {
      namesParameters: namesParameters || (hasNul && mayHoldWideCredentials(bytes)),
      namesZoho: mayNameZoho && holdsAny(bytes, ZOHO),
      namesEndpoints: mayNameEndpoints && holdsAny(bytes, ENDPOINTS),
    };
  };
}

function maySpeakOfZoho(text: string): boolean {
  return SPEAKS_OF_ZOHO.test(text) || (NAMES_KEY.test(text) && NAMES_TICKET.test(text));
}

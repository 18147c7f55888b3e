import { decodeAscii, hasUtf16Mark } from '../../files/decode.ts';
import { isGone, kindOf, reasonByKind } from '../../files/kind.ts';
import {
  CREDENTIAL_WORDS,
  ENDPOINT,
  holdsAny,
  isCredentialAt,
  mayHoldWideCredentials,
} from '../../files/prefilter.ts';
import {
  addTallies,
  type Excuse,
  type Matcher,
  type OnLeftOut,
  type Scan,
  type ScanTally,
  scan as scanFiles,
} from '../../files/scan.ts';
import { eachPlace, type Found } from '../../files/words/haystack.ts';
import { layOut } from '../../files/words/words.ts';
import { isScript } from '../../languages/javascript/syntax/files.ts';
import { IMPORT_WORDS } from '../../languages/javascript/syntax/import-words.ts';
import { IGNORE } from '../../languages/text/ignore-comments.ts';
import { joinNamings, type Namings, NamingsOfScripts } from './namings.ts';

/** What a first look at the bytes of some files shows. */
export interface Sighting extends ScanTally {
  readonly candidates: readonly Candidate[];
  /** Files that are not there, or are no regular files. */
  readonly absent: readonly string[];
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
  { words: ['zoho'], threeAt: 0, anyCase: true },
  { words: ['ihui'], threeAt: 1, anyCase: true },
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

/** Looks at files for the first time, and reads each once. */
export class Sighter {
  private readonly scan: Scan;
  private readonly onLeftOut: OnLeftOut | undefined;
  private candidates: Candidate[] = [];
  private absent: string[] = [];
  private readonly namings = new NamingsOfScripts(IMPORTS_FROM);
  // Of the file that is being looked at.
  private bytes: Buffer = Buffer.alloc(0);
  private namesParameters = false;
  private mayNameZoho = false;
  private mayNameEndpoints = false;

  /** @param onLeftOut is told what is left out by rule */
  constructor(scan: Scan = scanFiles, onLeftOut?: OnLeftOut) {
    this.scan = scan;
    this.onLeftOut = onLeftOut;
  }

  sight(files: readonly string[]): Sighting {
    this.candidates = [];
    this.absent = [];
    this.namings.start(files);
    const tally = this.scan(files, this.take, this.matches, this.onLeftOut, this.excuse);
    const { candidates, absent } = this;
    return { ...tally, candidates, absent, namings: this.namings.take() };
  }

  // These are there once, not for each list: calls of them are quick then.
  private readonly take: Parameters<Scan>[1] = ({ file, bytes }) => {
    const text = decodeAscii(bytes);
    const { namesParameters } = this;
    const mayHoldIgnores = text.includes(IGNORE);
    this.candidates.push({ file, namesParameters, maySpeakOfZoho: maySpeakOfZoho(text), mayHoldIgnores });
  };

  private readonly excuse: Excuse = (file) => {
    const kind = kindOf(file);
    const reason = reasonByKind(kind);
    if (reason === undefined && !isGone(file, kind)) return undefined;
    this.absent.push(file);
    return reason === undefined ? 'gone' : { reason };
  };

  private readonly matches: Matcher = (bytes, file) => {
    this.search(bytes, file);
    const namesZoho = this.mayNameZoho && holdsAny(bytes, ZOHO);
    if (!this.namesParameters) return namesZoho ? 'in-source' : false;
    return namesZoho || (this.mayNameEndpoints && holdsAny(bytes, ENDPOINTS)) || 'in-source';
  };

  private search(bytes: Buffer, file: string): void {
    this.bytes = bytes;
    this.namesParameters = false;
    this.mayNameZoho = hasUtf16Mark(bytes);
    this.mayNameEndpoints = this.mayNameZoho;
    const script = isScript(file);
    if (script) {
      this.namings.begin(file);
      this.namings.noteWide(bytes);
    }
    const hasNul = script
      ? eachPlace(bytes, WORDS_OF_SCRIPTS, this.found, this.namings)
      : eachPlace(bytes, WORDS, this.found);
    this.namesParameters ||= hasNul && mayHoldWideCredentials(bytes);
  }

  private readonly found: Found = (group, at) => {
    if (group >= IMPORTS_FROM) this.namings.noteAt(this.bytes, group - IMPORTS_FROM, at);
    else if (group >= CREDENTIAL_WORDS.length) this.mayNameZoho = true;
    else if (isCredentialAt(this.bytes, group, at)) {
      this.namesParameters = true;
      this.mayNameEndpoints ||= group === ENDPOINT;
    }
  };
}

/** What was seen of the parts of a list of files, in the order of the files' names. */
export function joinSightings(parts: readonly Sighting[]): Sighting {
  return {
    scanned: parts.reduce((sum, { scanned }) => sum + scanned, 0),
    leftOut: parts.map(({ leftOut }) => leftOut).reduce(addTallies, {}),
    skipped: parts.flatMap(({ skipped }) => skipped).sort(byFile),
    candidates: parts.flatMap(({ candidates }) => candidates).sort(byFile),
    absent: parts.flatMap(({ absent }) => absent),
    namings: joinNamings(parts.map(({ namings }) => namings)),
  };
}

function byFile(a: { readonly file: string }, b: { readonly file: string }): number {
  return a.file < b.file ? -1 : 1;
}

function maySpeakOfZoho(text: string): boolean {
  return SPEAKS_OF_ZOHO.test(text) || (NAMES_KEY.test(text) && NAMES_TICKET.test(text));
}

import { basename } from 'node:path';
import type { Reader } from '../../model/request.ts';
import { isScript } from '../javascript/syntax/files.ts';
import { isDotenv } from '../settings/dotenv.ts';

/** How a text file is read. */
export interface TextKind {
  /** The notation that names and values are written in. */
  readonly notation: 'json' | 'yaml' | 'xml' | 'lines' | 'none';
  /** Who reads it; undefined where that is people. */
  readonly readBy: Reader | undefined;
  /** True for code in a language that nothing reads here: only its comments are text. */
  readonly isCode?: true;
}

const FOR_PEOPLE =
  /\.(?:md|mdown|mkdn?|markdown|mdx|txt|text|rst|adoc|asciidoc|asc|textile|rdoc|org|wiki|mediawiki)$/i;
const FOR_PEOPLE_BY_NAME = /^(?:readme|notes|todo|install|usage|faq|licen[cs]e|copying)$/i;
const TELLS_OF_THE_PAST = /^(?:change(?:s|_?logs?)?|history|news|releases?|release[-_ ]?notes)(?:[-_.].*)?$/i;
/** Kept by programs for themselves: another text would not fit what they compare it with. */
const KEPT_BY_PROGRAMS =
  /\.(?:lock|diff|patch|orig|rej|map|svg|snap|ipynb)$|^(?:package-lock|npm-shrinkwrap)\.json$/i;

const JSON_FILES = /\.(?:json|jsonc|json5|har|webmanifest)$/i;
const YAML_FILES = /\.ya?ml$/i;
const XML_FILES =
  /\.(?:xml|jmx|config|settings|wsdl|xsd|xslt?|plist|resx|csproj|vbproj|nuspec|jrxml|bpmn|project)$/i;
const LINES = /\.(?:properties|ini|conf|cfg|cnf|toml|inf)$/i;
const DATA = /\.(?:sql|csv|tsv|psv|ldif|tab|dat)$/i;
const SENT = /\.(?:http|rest|hurl|bru|robot|resource|feature|mk|mak|cron|jmx)$/i;
const SENT_BY_NAME =
  /^(?:(?:GNU)?makefile|dockerfile|containerfile|crontab|procfile|jenkinsfile)(?:\..*)?$|\.dockerfile$/i;
const RECORDED = /\.(?:har|log)(?:\.\d+)?$/i;
/** What is added to the name of a file that others are made from. */
const COPY = /\.(?:dist|examples?|samples?|template|tmpl|default|bak|old)$/i;

const RECORDS =
  /(?:^|[\\/])(?:cassettes?|__recordings__|recordings?|vcr(?:_cassettes?)?|tapes?|nock|betamax|wiretap)[\\/]/i;
const RECORDS_CALLS =
  /\bhttp_interactions\b|\brecorded_(?:with|at)\b|^interactions:\s*$|"interactions"\s*:\s*\[|"log"\s*:\s*\{\s*"(?:version|creator|entries)"/m;
const COLLECTION =
  /schema\.getpostman\.com|"_postman_|"urlencoded"\s*:\s*\[|"_type"\s*:\s*"export"|<jmeterTestPlan|soapui-project/;

/** How a file is read as text; undefined where it is none, or something else reads it. */
export function textKindOf(file: string): TextKind | undefined {
  const whole = basename(file);
  if (isScript(file) || KEPT_BY_PROGRAMS.test(whole)) return undefined;
  const name = whole.replace(COPY, '');
  if (tellsOfThePast(name)) return undefined;
  if (isForPeople(name)) return { notation: 'none', readBy: undefined };
  if (JSON_FILES.test(name)) return { notation: 'json', readBy: readerOf(name) };
  if (YAML_FILES.test(name)) return { notation: 'yaml', readBy: 'settings' };
  if (XML_FILES.test(name)) return { notation: 'xml', readBy: readerOf(name) };
  if (LINES.test(name) || isDotenv(file) || isDotenv(name)) return { notation: 'lines', readBy: 'settings' };
  if (DATA.test(name)) return { notation: 'none', readBy: 'settings' };
  if (SENT.test(name) || SENT_BY_NAME.test(name)) return { notation: 'none', readBy: 'tool' };
  if (RECORDED.test(name)) return { notation: 'none', readBy: 'recording' };
  return { notation: 'none', readBy: undefined, isCode: true };
}

/** Whether a file is written for people: what it says is used by nothing. */
export function isForPeople(file: string): boolean {
  const name = basename(file);
  return FOR_PEOPLE.test(name) || FOR_PEOPLE_BY_NAME.test(name);
}

/** Whether a file tells people what was changed: what stands there is how things were. */
export function tellsOfThePast(file: string): boolean {
  const name = basename(file);
  return TELLS_OF_THE_PAST.test(name) && (!name.includes('.') || isForPeople(name));
}

/** The kind of a file whose text is known: settings may turn out to be a recording, or what a tool sends. */
export function refineKind(kind: TextKind, file: string, text: string): TextKind {
  if (kind.readBy !== 'settings') return kind;
  if (COLLECTION.test(text)) return { ...kind, readBy: 'tool' };
  if (kind.notation !== 'lines' && (RECORDS.test(file) || RECORDS_CALLS.test(text)))
    return { ...kind, readBy: 'recording' };
  return kind;
}

function readerOf(name: string): Reader {
  if (RECORDED.test(name)) return 'recording';
  return SENT.test(name) ? 'tool' : 'settings';
}

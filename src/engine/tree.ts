import { type DecodedFile, decode, encode } from '../files/decode.ts';
import type { FileList } from '../files/file-list.ts';
import { addTallies, type Scan } from '../files/scan.ts';
import type { Skipped } from '../model/finding.ts';
import { Holders } from './names/holders.ts';
import type { Key } from './sighting/keys.ts';
import { NamingIndex } from './sighting/naming-index.ts';
import type { Sighting } from './sighting/sight.ts';
import { readSpecifiers } from './sighting/specifiers.ts';

/** The files of a run: which there are, and the text of those that may matter. */
export interface Tree {
  /** Every file that was looked at, absolute, in any order. */
  readonly files: Iterable<string>;
  /** Files whose bytes hold a parameter's name or speak of Zoho. */
  readonly candidates: readonly string[];
  readonly filesScanned: number;
  /** True where scripts that name the token alone are to be understood, too. */
  readonly withTokens?: true;
  readonly leftOut: Readonly<Record<string, number>>;
  /** Files that hold what was looked for and were not read in full; grows when a file cannot be read later. */
  readonly skipped: readonly Skipped[];
  has(file: string): boolean;
  /** Those whose names end in some way. */
  filesEndingWith(end: string): Iterable<string>;
  /** Whether the bytes of a file hold a parameter's name or the path of CRM's endpoints. */
  namesParameters(file: string): boolean;
  /** Whether the text of a file mentions Zoho, the path of CRM's endpoints, or both parameters that go to them together. */
  maySpeakOfZoho(file: string): boolean;
  /** Whether the text of a file holds the mark of comments that ask for findings to be ignored. */
  mayHoldIgnores(file: string): boolean;
  /** The decoded text of a file of the tree; undefined when it cannot be read, or is no source (too large, generated). */
  read(file: string): string | undefined;
  readonly readPieces: ReadPieces;
  /** The bytes and encoding that a text was decoded from. */
  original(file: string): { readonly bytes: Buffer; readonly encoding: DecodedFile['encoding'] } | undefined;
  /** Which files hold names; all are read for some answers. */
  readonly names: Names;
  /** What some scripts import, as it is written there. */
  specifiersOf(files: readonly string[]): ReadonlyMap<string, readonly string[]>;
  /** Scripts that may import, or read, what has one of these keys; no other does. */
  scriptsNaming(keys: readonly Key[]): readonly string[];
}

/** Where names stand in the files of a tree. */
type Names = Pick<Holders, 'expect' | 'holding' | 'someHolding' | 'heldBy'>;

/** Where the files of a tree come from, and what a first look at them showed. */
export interface TreeSource {
  /** Absolute, in the order of what was seen of them. */
  readonly files: FileList;
  readonly leftOut: Readonly<Record<string, number>>;
  readonly skipped: readonly Skipped[];
  readonly sighting: Sighting;
  readonly scan: Scan;
  readonly readPieces: ReadPieces;
}

/** Hands out the text of a file of any size piece by piece, for as long as `take` answers true. */
type ReadPieces = (file: string, take: (text: string) => boolean) => void;

/** Makes a tree of what was found. */
export function createTree(source: TreeSource): Tree {
  const { files, sighting } = source;
  const sighted = sighting.candidates;
  const candidates = sighted.map(({ file }) => file);
  const named = new Set(sighted.flatMap((one) => (one.namesParameters ? [one.file] : [])));
  const zoho = new Set(sighted.flatMap((one) => (one.maySpeakOfZoho ? [one.file] : [])));
  const ignoring = new Set(sighted.flatMap((one) => (one.mayHoldIgnores ? [one.file] : [])));
  const skipped = [...source.skipped, ...sighting.skipped];
  /** What is generated was listed when it was scanned, if it holds the parameters. */
  const listFailures = (later: readonly Skipped[]) => {
    for (const one of later)
      if (one.failed && !skipped.some(({ file }) => file === one.file)) skipped.push(one);
  };
  let index: NamingIndex | undefined;
  const load = createLoader(source.scan, files, listFailures);
  return {
    files,
    candidates,
    filesScanned: sighting.scanned,
    leftOut: addTallies(source.leftOut, sighting.leftOut),
    skipped,
    has: (file) => files.has(file),
    filesEndingWith: (end) => files.endingWith(end),
    namesParameters: (file) => named.has(file),
    maySpeakOfZoho: (file) => zoho.has(file),
    mayHoldIgnores: (file) => ignoring.has(file),
    read: (file) => load(file)?.text,
    readPieces: source.readPieces,
    original(file) {
      const loaded = load(file);
      // Decoding loses nothing, so that the bytes need not be kept.
      return loaded && { bytes: encode(loaded.text, loaded.encoding), encoding: loaded.encoding };
    },
    names: new Holders(source.scan, files, candidates, listFailures),
    specifiersOf(scripts) {
      const { specifiers, skipped } = readSpecifiers(scripts, source.scan);
      listFailures(skipped);
      return specifiers;
    },
    scriptsNaming(keys) {
      index ??= new NamingIndex(sighting.namings);
      return index
        .filesNaming(keys)
        .map((number) => files.at(number))
        .sort();
    },
  };
}

/** Reads files when they are asked for, once; what cannot be read goes to `listFailures`. */
function createLoader(
  scan: Scan,
  files: FileList,
  listFailures: (skipped: readonly Skipped[]) => void,
): (file: string) => DecodedFile | undefined {
  const loaded = new Map<string, DecodedFile | undefined>();
  return (file) => {
    if (loaded.has(file) || !files.has(file)) return loaded.get(file);
    let text: DecodedFile | undefined;
    const tally = scan(
      [file],
      ({ bytes }) => {
        text = decode(bytes);
      },
      () => true,
    );
    loaded.set(file, text);
    listFailures(tally.skipped);
    return text;
  };
}

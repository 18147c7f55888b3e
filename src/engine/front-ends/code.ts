import { createCodeMap } from '../../languages/code/code-map/code-map.ts';
import { Units } from '../../languages/code/code-map/units.ts';
import { environmentReads } from '../../languages/code/environment.ts';
import type { Language } from '../../languages/code/language.ts';
import type { Outlook } from '../../languages/code/outlook.ts';
import { requestsOf } from '../../languages/code/requests.ts';
import type { Machine } from '../../languages/code/run/machine.ts';
import { runSource } from '../../languages/code/run/run.ts';
import { isCodeSite } from '../../languages/code/run/values.ts';
import { Source } from '../../languages/code/source.ts';
import { createCodeSpeller } from '../../languages/code/spell/speller.ts';
import { leftOversIn } from '../../languages/code/unused/left-overs.ts';
import { commentsInPage } from '../../languages/markup/comments-at.ts';
import { type LoweredPage, lowerPage } from '../../languages/markup/lower.ts';
import { createTextSpeller } from '../../languages/text/speller.ts';
import type { Change } from '../../model/change.ts';
import { siteOf } from '../../model/change-key.ts';
import type { CodeMap } from '../../model/code-map.ts';
import type { Comments } from '../../model/comments.ts';
import type { Range } from '../../model/edit.ts';
import type { Fill } from '../../model/request.ts';
import type { Speller } from '../../model/speller.ts';
import { joinCodeMaps } from './code-maps.ts';
import type { FrontEnd, LoweredFile } from './front-end.ts';
import { spellByOwner } from './spell-by-owner.ts';

/** The front end of a language whose code is read as one small tree. */
export function createCodeFrontEnd(language: Language): FrontEnd {
  const sources = new Map<string, Source>();
  /** A file is read to be lowered, to be verified and for its environment: its text is the same most of the time. */
  const sourceOf = (file: string, text: string): Source => {
    const known = sources.get(file);
    if (known?.text === text) return known;
    const source = new Source(file, text, language);
    sources.set(file, source);
    return source;
  };
  return {
    lower(file, text, outlook) {
      const source = sourceOf(file, text);
      const code = lowerCode(source, outlook);
      return isPage(source) ? withPage(source, code, outlook) : code;
    },
    commentsAt: (file, text, place) => commentsIn(sourceOf(file, text), place),
    readsOf: (text, file, name) => environmentReads(sourceOf(file, text), name),
    countErrors(file, text) {
      const source = sourceOf(file, text);
      const failure = isPage(source) ? pageOf(source, () => undefined).failure : undefined;
      return source.tree.errors + (failure === undefined ? 0 : 1);
    },
  };
}

/** Code that makes a page has comments of its own in the markup, too: nobody sees them there. */
function commentsIn({ file, text, tree, language }: Source, place: number): Comments | undefined {
  const { comment } = language.spelling;
  const isOutside = (at: number) => tree.outside.some(({ start, end }) => at >= start && at < end);
  // Grammars see comments in the markup, too, which are text there.
  const ranges = tree.comments.filter(({ start }) => !isOutside(start));
  if (!isOutside(place))
    return {
      line: comment,
      block: comment === '//' ? ['/*', '*/'] : undefined,
      places: ['above', 'behind', 'before'],
      ranges,
    };
  if (language.name !== 'PHP') return undefined;
  const page = commentsInPage(file, text, between(tree.outside, text.length), place);
  if (page.line !== undefined) return page;
  return {
    block: ['<?php /*', '*/ ?>'],
    places: ['above'],
    isFlush: true,
    ranges,
  };
}

function lowerCode(source: Source, outlook: Outlook): LoweredCode {
  const units = new Units(source);
  const machine = runSource(source);
  return {
    requests: requestsOf(machine),
    speller: createTextSpeller(createCodeSpeller(source, units, outlook, machine.namedReads)),
    code: createCodeMap(source, units),
    leftOvers: (edits) => leftOversIn(units, edits),
    fills: () => fillsOf(machine),
  };
}

/** Code by itself, and what it puts into the page around it. */
interface LoweredCode extends LoweredFile {
  readonly code: CodeMap;
  fills(): readonly Fill[];
}

/** What stands in front of a value that code puts into a page. */
const WRITES_OUT = /(?:<\?=|\b(?:echo|print)\b)[^;]*$/i;

function fillsOf({ source, written }: Machine): Fill[] {
  const { file, text, tree } = source;
  return between(tree.outside, text.length).map((range): Fill => {
    const shown = [...written].filter(
      ([{ start, end }]) =>
        start >= range.start && end <= range.end && WRITES_OUT.test(text.slice(range.start, start)),
    );
    const [only] = shown.length === 1 ? shown[0]! : [];
    const put = only && text.slice(only.start, only.end);
    return {
      at: { file, ...range },
      parameter: /(?<![\w-])(apikey|ticket)=$/.exec(
        text.slice(Math.max(0, range.start - 20), range.start),
      )?.[1],
      variable: put !== undefined && /^\$\w+(?:->\w+)*$/.test(put) ? put : undefined,
      origins: shown.flatMap(([, origins]) => origins),
    };
  });
}

/** Whether markup stands around the code, and may hold a call of its own. */
function isPage({ text, tree }: Source): boolean {
  return tree.outside.some(({ start, end }) => /apikey|ticket/i.test(text.slice(start, end)));
}

function pageOf({ file, text, tree }: Source, tokenNameFor: Outlook['tokenNameFor']): LoweredPage {
  return lowerPage(file, text, between(tree.outside, text.length), tokenNameFor);
}

/** Code that makes a page, with the markup around it. */
function withPage(source: Source, { fills, ...code }: LoweredCode, outlook: Outlook): LoweredFile {
  const filled = fills();
  const page = pageOf(source, outlook.tokenNameFor);
  const isOutside = (at: Partial<Range>) =>
    source.tree.outside.some(
      ({ start, end }) => at.start !== undefined && at.start >= start && at.start < end,
    );
  return {
    ...code,
    requests: [
      ...code.requests,
      ...page.requests.map((request) => ({ ...request, fills: [...filled, ...(request.fills ?? [])] })),
    ],
    speller: besideCode(code.speller, page.speller),
    code: joinCodeMaps((at) => (isOutside(at) ? page.code : code.code)),
    ...(page.failure !== undefined && { failure: page.failure }),
  };
}

function between(ranges: readonly Range[], end: number): Range[] {
  const starts = [0, ...ranges.map((range) => range.end)];
  const ends = [...ranges.map((range) => range.start), end];
  return starts.map((start, i) => ({ start, end: ends[i]! })).filter((range) => range.end > range.start);
}

/** Spells what lies in code and what lies in markup apart. */
function besideCode(code: Speller, page: Speller): Speller {
  const ownerOf = (change: Change) => {
    const site = siteOf(change);
    return site && (isCodeSite(site) ? code : page);
  };
  return spellByOwner(ownerOf, code, 'code and the markup around it would have to change together');
}

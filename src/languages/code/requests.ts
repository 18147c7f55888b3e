import { nodeOf } from '../../model/change-key.ts';
import type { SourceRange } from '../../model/edit.ts';
import type { Entry } from '../../model/parameter-set.ts';
import type { Piece, QueryText, ValueRef } from '../../model/query-text.ts';
import type { Request } from '../../model/request.ts';
import { lowerShown } from '../text/lower.ts';
import { callersOf, type Frame } from './run/frames.ts';
import type { Built, Machine } from './run/machine.ts';
import { literalsIn, namesCredential, speaksOfCalls } from './run/seeds.ts';
import type { Sending } from './run/sendings.ts';
import { parameterSet } from './run/sets.ts';
import type { CodeSite } from './run/values.ts';
import type { Source } from './source.ts';
import type { Node } from './tree.ts';
import { unsentTexts } from './unsent-texts.ts';

/** Everything that a file sends, may send, or shows in its comments. */
export function requestsOf(machine: Machine): Request[] {
  const { source } = machine;
  const around = surroundingsOf(source);
  const sent = withoutSteps(machine.sendings.filter((sending) => !isGivenOptions(sending))).map((sending) =>
    sentRequest(machine, sending, around),
  );
  const covered = new Set(sent.flatMap(placesIn));
  return [
    ...sent,
    ...unsentTexts(
      machine,
      covered,
      sent.flatMap(({ texts }) => texts),
    ).map((built) => unsentRequest(source, built, around)),
    ...strayMaps(machine, covered, originsIn(sent), around),
    ...lowerShown(source.file, source.text, source.tree.comments),
  ];
}

type Surroundings = Pick<Request, 'nearby' | 'clientSide' | 'withoutEnvironment'>;

function surroundingsOf(source: Source): Surroundings {
  const texts = source.nodes.flatMap((node) => (node.kind === 'characters' ? [node.text] : []));
  const nearby = texts.filter(
    (text) => /\/\/[\w-]+\.|zoho\.|baihui\.|\/crm\/private/i.test(text) && text.length < 2000,
  );
  return { nearby: [...new Set(nearby)], clientSide: false, withoutEnvironment: false };
}

/** An object of a class that is not seen is told the credentials by their names, and no address: what it sends is not known. */
function isGivenOptions({ node, texts, objects }: Sending): boolean {
  if (!node.isNew) return false;
  const isTold = objects.some(({ entries }) =>
    entries.some(({ name }) => name !== undefined && namesCredential(name)),
  );
  return isTold && !texts.some((text) => literalsIn(text).some(speaksOfCalls));
}

const STEP =
  /^(?:init|create|new|open|prepare|build|from|parse|with|set|add|append|put|url|uri|curl_init|parse_url|filter_var|is_|valid)/i;

/** Of the calls that one thing passes through, those that send it: what only makes or fills it is a step towards that. */
function withoutSteps(sendings: readonly Sending[]): Sending[] {
  return sendings.filter((sending, i) => {
    const isStep = sending.node.isNew === true || STEP.test(sending.node.name.text);
    return !sendings.some((other, j) => {
      if (other === sending || other.frame !== sending.frame) return false;
      const holds = [...sending.evidence].every((place) => other.evidence.has(place));
      if (!holds) return false;
      const otherIsStep = other.node.isNew === true || STEP.test(other.node.name.text);
      // A call that is given nothing itself only asks for the answer to what was sent before.
      if (j < i && !otherIsStep && sending.node.arguments.length === 0) return true;
      if (other.evidence.size > sending.evidence.size) return isStep;
      // Of two that tell the same, the first that is no step.
      return isStep === otherIsStep ? isStep && j > i : isStep;
    });
  });
}

function sentRequest(machine: Machine, sending: Sending, around: Surroundings): Request {
  const { source } = machine;
  const at = callOf(source, sending);
  return {
    at: source.at(at),
    symbol: source.functionAround(at)?.name?.text,
    addresses: sending.texts.filter(isAddress),
    texts: sending.texts,
    sets: sending.objects.filter(({ entries }) => entries.length > 0).map(parameterSet),
    arms: sending.arms,
    ...around,
  };
}

function unsentRequest(source: Source, { node, text, frame, arms }: Built, around: Surroundings): Request {
  return {
    at: source.at(node),
    symbol: nameOf(source, node, frame),
    addresses: [text],
    texts: [text],
    sets: [],
    arms,
    ...around,
  };
}

/** The call that people would look for: in the function that names the parameters. */
function callOf(source: Source, { node, frame, evidence }: Sending): Node {
  const calls: Node[] = [node, ...[...callersOf(frame)].flatMap(({ call }) => call ?? [])];
  const named = source.nodes.filter(
    (each) =>
      (each.kind === 'characters' ||
        each.kind === 'item' ||
        each.kind === 'assignment' ||
        each.kind === 'call') &&
      evidence.has(`${each.start}:${each.end}`),
  );
  const telling = named.filter((each) => each.kind !== 'characters' || namesCredential(each.text));
  const homes = new Set((telling.length > 0 ? telling : named).map((each) => source.functionAround(each)));
  return calls.find((call) => homes.has(source.functionAround(call))) ?? node;
}

/** Whether a text may tell where a request goes. */
function isAddress(text: QueryText): boolean {
  const first = literalsIn(text)[0]?.text ?? '';
  const [piece] = text;
  if (piece?.kind === 'hole' && !piece.content) return /^[\w.-]*\/|^:\/\//.test(first);
  return /^\s*(?:[a-z]+:)?\/\/|^\/|^[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:\/|$)|^https?:/i.test(first);
}

function placesIn(request: Request): string[] {
  return [
    ...request.texts.flatMap(literalsIn).map(({ place }) => place),
    ...request.sets.flatMap(({ entries }) => entries.map(({ site }) => `${site.at.start}:${site.at.end}`)),
  ];
}

/** Where the values come from that some requests carry. */
function originsIn(requests: readonly Request[]): Set<string> {
  const origins = new Set<string>();
  const note = (value: ValueRef) => {
    for (const { site } of value.origins()) origins.add(nodeOf(site.at));
  };
  const look = (piece: Piece): void => {
    if (piece.kind === 'choice') piece.options.flat().forEach(look);
    if (piece.kind !== 'hole') return;
    note(piece.value);
    piece.content?.forEach(look);
  };
  for (const { texts, sets } of requests) {
    texts.flat().forEach(look);
    for (const { value } of sets.flatMap(({ entries }) => entries)) note(value);
  }
  return origins;
}

/** Maps that hold one of the pair, were followed to no call, and are not only where what is sent is kept. */
function strayMaps(
  machine: Machine,
  covered: ReadonlySet<string>,
  sent: ReadonlySet<string>,
  around: Surroundings,
): Request[] {
  const { source } = machine;
  const places = new Set<string>();
  return [...machine.objects].flatMap(([object, node]): Request[] => {
    const set = parameterSet(object);
    const isKept = ({ name, site, value }: Entry) =>
      machine.namedReads.of(site as CodeSite, name).length > 0 &&
      value.origins().every((origin) => sent.has(nodeOf(origin.site.at)));
    const entries = set.entries.filter(
      (entry) => speaksOfCalls({ text: `?${entry.name}=`, place: '' }) && !isKept(entry),
    );
    if (entries.length === 0) return [];
    const own = entries.map(({ site }) => `${site.at.start}:${site.at.end}`);
    if (own.every((place) => covered.has(place) || places.has(place))) return [];
    for (const place of own) places.add(place);
    const at: SourceRange = source.at(node);
    return [
      {
        at,
        symbol: source.functionAround(node)?.name?.text,
        addresses: [],
        texts: [],
        sets: [{ ...set, entries }],
        arms: [],
        ...around,
        stray: true,
      },
    ];
  });
}

function nameOf(source: Source, node: Node, frame: Frame): string | undefined {
  return source.functionAround(node)?.name?.text ?? frame.function?.name?.text;
}

import type { Meaning } from '../code/meaning.ts';
import type { Call, Expression, Index, Member, NameSpan, Text } from '../code/tree.ts';
import { named, plainText, positional, qualifiedName } from './naming.ts';

type Node = Call | Member | Index;

const ENVIRONMENT = /^(?:os\.)?environb?$/;
/** Functions that read the environment. */
const READERS =
  /^(?:(?:os\.)?getenvb?|(?:os\.)?environ\.(?:get|pop|setdefault)|decouple\.config|env(?:\.str)?)$/;

/** `os.environ['X']`, `os.environ.get('X', fallback)`, `os.getenv('X')`. */
export function environmentOf(node: Node): Meaning | undefined {
  if (node.kind === 'index')
    return node.key && ENVIRONMENT.test(qualifiedName(node.object) ?? '')
      ? { kind: 'environment', name: node.key }
      : undefined;
  if (node.kind !== 'call' || !READERS.test(qualifiedName(node) ?? '')) return undefined;
  const name = positional(node, 0) ?? named(node, 'key');
  const fallback = positional(node, 1) ?? named(node, 'default');
  return name && { kind: 'environment', name, ...(fallback && { fallback }) };
}

/** Modules that hold a program's settings. */
const MODULES =
  /^(?:[\w.]+\.)?(?:settings|local_settings|config|conf|cfg|configuration|constants|secrets|credentials)$/;
/** What a web framework keeps its settings in. */
const MAPS = /^(?:[\w.]+\.)?(?:app|current_app|application|registry|request\.registry)\.(?:config|settings)$/;
/** What people call a parser of ini files. */
const PARSERS = /(?:^|[._])(?:config|configparser|config_parser|cfg|conf|cp|parser|ini|settings)$/i;
/** What a key is called, and no section. */
const OPTION = /key|ticket|token|pass|pwd|user|login|mail|secret|url|host/i;

/** `settings.X`, `app.config['X']`, `getattr(settings, 'X', fallback)`, `config.get('section', 'X')`. */
export function configurationOf(node: Node): Meaning | undefined {
  switch (node.kind) {
    case 'member':
      return isModule(node.object) ? { kind: 'configuration', name: nameText(node.name) } : undefined;
    case 'index':
      return node.key && MAPS.test(qualifiedName(node.object) ?? '')
        ? { kind: 'configuration', name: node.key }
        : sectionIndex(node);
    case 'call':
      return readingCall(node);
  }
}

function isModule(node: Expression): boolean {
  return node.kind === 'name' && MODULES.test(node.imported ?? '') && /^[a-z_]+$/.test(node.name);
}

/** `config['section']['key']` of a parser. */
function sectionIndex({ object, key }: Index): Meaning | undefined {
  if (key?.kind !== 'text' || object.kind !== 'index' || object.key?.kind !== 'text') return undefined;
  return isParser(object.object) ? { kind: 'configuration', name: key } : undefined;
}

function isParser(node: Expression): boolean {
  return PARSERS.test(qualifiedName(node) ?? '');
}

function readingCall(node: Call): Meaning | undefined {
  const [first, second] = [positional(node, 0), positional(node, 1)];
  const fallback = positional(node, 2) ?? named(node, 'fallback') ?? named(node, 'default');
  const more = fallback && { fallback };
  const { receiver } = node;
  if (!receiver)
    return node.name.text === 'getattr' && first && second && isModule(first)
      ? { kind: 'configuration', name: second, ...more }
      : undefined;
  if (node.name.text !== 'get' || !first) return undefined;
  if (MAPS.test(qualifiedName(receiver) ?? ''))
    return { kind: 'configuration', name: first, ...(second && { fallback: second }) };
  const isOption = wordOf(second, OPTION) && !wordOf(first, OPTION);
  return isOption && isParser(receiver) ? { kind: 'configuration', name: second!, ...more } : undefined;
}

function wordOf(node: Expression | undefined, pattern: RegExp): boolean {
  return pattern.test((node && plainText(node)) ?? '');
}

/** A bare name where another place has a string. */
function nameText({ start, end, text }: NameSpan): Text {
  return { kind: 'text', start, end, style: 'name', parts: [{ kind: 'characters', start, end, text }] };
}

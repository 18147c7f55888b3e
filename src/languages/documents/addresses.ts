import type { DocumentNode, MapNode } from './node.ts';

/** A node of a document, and the key that it stands under. */
export interface Step {
  readonly node: DocumentNode;
  readonly key: string;
}

/** Where a request goes, as its document tells it, and the part of the document that tells it. */
export interface Described {
  readonly address: string;
  readonly call: MapNode;
}

/** Keys of addresses; `HTTPSampler.path` and `urlPathPattern` end with one. */
const ADDRESS =
  /^(?:(?:request|target|full)?(?:url|uri|href|link)|raw|endpoint|address|(?:url)?path(?:name|pattern)?|urlpattern)$/i;
const HOST = /^(?:host(?:name)?|domain|server(?:name)?|scope|base(?:url|uri|path)?|endpoint)$/i;
/** What stands in an address for a part that somebody else knows. */
const NAMED = /\{\{[^{}]*\}\}|[$#]\{[^{}]*\}|<%=?.*?%>|\$\w+|\{[\w.-]+\}/g;

/**
 * The address that the nearest part of a document around a place tells, its host from farther out where need be.
 *
 * @param unknown stands for what is not known of it
 */
export function addressAround(path: readonly Step[], unknown: string): Described | undefined {
  let address: string | undefined;
  let call: MapNode | undefined;
  for (const { node } of [...path].reverse()) {
    if (node.kind !== 'map') continue;
    const texts = valuesUnder(node, ADDRESS);
    address ??=
      texts.find((text) => /:\/\//.test(text)) ?? texts.find((text) => /^(?:\/|\W?\w*\W*\/)/.test(text));
    if (address === undefined) continue;
    call ??= node;
    if (hasHost(address)) break;
    const [host] = valuesUnder(node, HOST).filter((text) =>
      /^(?:https?:\/\/)?[\w-]+(?:\.[\w-]+)+(?::\d+)?\/?$/.test(text),
    );
    if (host === undefined) continue;
    address = `${host.includes('://') ? '' : 'https://'}${host.replace(/\/$/, '')}/${address.replace(/^\//, '')}`;
    break;
  }
  return address !== undefined && call ? { address: address.replace(NAMED, unknown), call } : undefined;
}

function hasHost(address: string): boolean {
  return /^(?:https?:)?\/\/./.test(address) || /^[\w-]+(?:\.[\w-]+)+\//.test(address);
}

function valuesUnder({ pairs }: MapNode, keys: RegExp): string[] {
  return pairs.flatMap(({ key, value }): string[] => {
    const name = key.text.replace(/^.*[.:]/, '').replace(/[_-]/g, '');
    if (!keys.test(name)) return [];
    if (value.kind === 'scalar') return [value.text.trim()];
    return value.kind === 'map' ? valuesUnder(value, keys) : [];
  });
}

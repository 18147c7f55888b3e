import { readJson } from '../documents/json.ts';
import { readXml } from '../documents/xml.ts';
import { readYaml } from '../documents/yaml.ts';
import type { TextKind } from './kinds.ts';

/** How many errors a text has in the notation of its file; only whether it has one is told. */
export function countErrorsIn(text: string, kind: TextKind | undefined): number {
  switch (kind?.notation) {
    case 'json':
      return readJson(text) ? 0 : 1;
    case 'yaml':
      return readYaml(text) ? 0 : 1;
    case 'xml':
      return readXml(text) ? 0 : 1;
    default:
      return 0;
  }
}

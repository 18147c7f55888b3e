import type { Range } from '../../model/edit.ts';
import type { Request } from '../../model/request.ts';
import { lowerShown } from '../text/lower.ts';

/** The URLs of calls in values of attributes: a browser sends them when they are followed, or at once. */
export function lowerLinks(file: string, text: string, values: readonly Range[]): Request[] {
  return lowerShown(file, text, values).map(({ shown: _, ...request }) => ({
    ...request,
    clientSide: true,
    withoutEnvironment: true,
  }));
}

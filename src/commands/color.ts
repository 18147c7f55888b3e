type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Whether a stream gets colours, in the order of Node's own `getColorDepth`: `FORCE_COLOR` decides where it is set (empty,
 * `true`, `1`, `2`, `3`: yes; anything else: no), then `NO_COLOR` if it is not empty (https://no-color.org), then
 * `TERM=dumb`, then whether a terminal is there.
 */
export function wantsColor(isTerminal: boolean, env: Environment): boolean {
  if (env.FORCE_COLOR !== undefined) return ['', 'true', '1', '2', '3'].includes(env.FORCE_COLOR);
  return isTerminal && !env.NO_COLOR && env.TERM !== 'dumb';
}

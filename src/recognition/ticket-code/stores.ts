/** How libraries call it that a value is kept: in a file, a cache server, a table, the storage of a browser. */
const KEEPS =
  /^(?:(?:write|output|put|set|store|save|cache|update|upsert|insert|replace|add|mkdir|chmod|rename|unlink|rm|del|delete|remove|expire)\w*|psetex|h[mM]?set|hSet|findOneAndUpdate|findOneAndReplace|query|run|exec|execute)$/;

/** How they call it that a value is looked up. */
const LOOKS_UP =
  /^(?:(?:get|fetch|find|load|read|exists|stat|select|query|del|unlink|rm|remove)\w*|h[gG]et|hgetall|hGetAll|mget|first|one|ttl|has)$/;

export function keepsValue(name: string): boolean {
  return KEEPS.test(name);
}

export function looksUpValue(name: string): boolean {
  return LOOKS_UP.test(name);
}

/** How libraries call it that a value is kept: in a file, a cache server, a table, the storage of a browser. */
const KEEPS =
  /^(?:write(?:File)?(?:Sync)?|writeJson(?:Sync)?|outputJson(?:Sync)?|outputFile(?:Sync)?|set|setex|setEx|psetex|setItem|setProperty|put|hset|hSet|hmset|store|save|cache|update|updateOne|upsert|insert|insertOne|replace|replaceOne|findOneAndUpdate|query|run|exec|execute|expire|unlink(?:Sync)?|rm(?:Sync)?|del|delete|removeItem|remove|mkdir(?:Sync)?|mkdirp|chmod(?:Sync)?|rename(?:Sync)?)$/;

/** How they call it that a value is looked up. */
const LOOKS_UP =
  /^(?:get|getItem|getProperty|hget|hGet|hgetall|mget|fetch|find|findOne|first|load|read(?:File)?(?:Sync)?|readJson(?:Sync)?|query|select|one|exists(?:Sync)?|stat(?:Sync)?|ttl|has|del|unlink(?:Sync)?|rm(?:Sync)?|removeItem|remove)$/;

export function keepsValue(name: string): boolean {
  return KEEPS.test(name);
}

export function looksUpValue(name: string): boolean {
  return LOOKS_UP.test(name);
}

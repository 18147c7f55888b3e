import type { Source } from '../source.ts';
import type { Call, Node } from '../tree.ts';

/**
 * Names that libraries give to what only computes, takes texts apart, tells the time, logs, or makes and fills an object
 * to work with: nobody notices that it was done.
 */
const COMPUTES =
  /^(?:str|preg|regex|mb|substr|ereg|trim|[lr]?trim|[lr]?strip|chomp|chop|split|r?partition|explode|implode|join|replace|gsub|sub|match|scan|search|find|findall|index_?of|r?index|contains|starts_?with|ends_?with|lower|upper|down_?case|up_?case|to_?(?:string|lower|upper|s|i|sym|char)|lc|uc|length|len|count|size|is_?(?:null|empty|set|array|string|numeric|file|readable|match|success)|isset|empty|nil|blank|present|any|array|list|hash|dict|first|last|head|pop|shift|slice|keys|values|each|map|collect|select|reject|sort|reverse|time|date|now|today|mktime|strf?time|strtotime|localtime|gmtime|utc|add_?(?:days|hours|minutes|seconds)|timedelta|datetime|from_?now|ago|md5|sha|base64|url_?(?:en|de)code|uri|escape|unescape|encode|decode|quote|parse|int|integer|float|double|str|string|bool|intval|strval|round|floor|ceil|max|min|abs|rand|range|json|simplexml|xml|new|init|create|open|close|curl_(?:init|setopt|setopt_array|close|errno|error|getinfo)|setopt|set_?(?:header|method|timeout|option|opt|url|body|parameter|property|request|content|entity|query|proxy|verify|ssl)|use_?ssl|verify|log|logger|debug|info|warn|warning|error|fatal|trace|print|println|printf|puts|echo|p|pp|var_dump|print_r|die|exit|throw|raise|sleep|usleep|dispose|flush|read|read_?line|read_?to_?end|readline|readlines|gets|get_?(?:response|input|output)_?(?:stream|body|code)?|get_?(?:entity|content|bytes|string|encoding|type|class|message|status|stack_?trace)|append|put|puts|add|write|stream|reader|writer|buffered|defined|ref|bless|caller|super|raw|content|body|text|as_?string|response|status|code|success|message|group|groups|captures|value|equals|compare|eq|ne|include|require)/i;

/** Whether a call of somebody else's code does nothing that others may notice. */
export function isPlain(source: Source, node: Call): boolean {
  if (node.isNew) return true;
  const meaning = source.language.reader.meaningOf(node);
  if (meaning) return true;
  return COMPUTES.test(node.name.text) && !STORES.test(node.name.text);
}

/** What keeps things where others find them is no computation, whatever else its name begins with. */
const STORES =
  /(?:query|execute|save|store|insert|update|delete|file_put|put_contents|memcache|cache|session|cookie|send|mail|dump|write_?(?:file|text|all))/i;

/** Whether a call runs something by the clock. */
export function isTimer({ name, receiver }: Call): boolean {
  return (
    /^(?:every|cron|schedule|scheduleAtFixedRate|scheduleWithFixedDelay|add_job|schedule_event|wp_schedule_event|add_interval|set_?interval|set_?timeout|timer|enterabs|after)$/i.test(
      name.text,
    ) ||
    (/^(?:in|at|start|enter)$/i.test(name.text) && isScheduler(receiver))
  );
}

function isScheduler(receiver: Node | undefined): boolean {
  return receiver?.kind === 'name' && /schedul|timer|cron/i.test(receiver.name);
}

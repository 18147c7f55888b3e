import type { Argument, Call, Expression, Index, Member } from './tree.ts';

/**
 * What a library's call means for the texts and parameters of a request, in the words of the request model. A language
 * says it of its own library; a call that no meaning is known of, and that is no function of the program, may send what
 * it is given.
 */
export type Meaning =
  /** Gives back a value as it is, or encoded: `urlencode(x)`, `trim(x)`, `x.to_s`. */
  | { readonly kind: 'same'; readonly value: Expression }
  /** Puts values into the slots of a text. */
  | {
      readonly kind: 'format';
      readonly template: Expression;
      readonly slots: SlotStyle;
      readonly values: readonly Expression[];
      /** The named arguments of the call are a map that is handed over, too. */
      readonly named?: true;
    }
  /** Puts the items of a list together. */
  | { readonly kind: 'join'; readonly list: Expression; readonly separator: Expression | undefined }
  /** Puts values together one behind the other: `strcat(a, b)`, `String.Concat(a, b)`. */
  | { readonly kind: 'concat'; readonly values: readonly Expression[] }
  /** Makes a query string of named parameters: `http_build_query(params)`. */
  | { readonly kind: 'serialise'; readonly set: Expression }
  /** A setting of the environment. */
  | { readonly kind: 'environment'; readonly name: Expression; readonly fallback?: Expression }
  /** A setting of the program's configuration, by its key. */
  | { readonly kind: 'configuration'; readonly name: Expression; readonly fallback?: Expression }
  /** One map or list of several, and of the call's named arguments; into the first of them where `inPlace`. */
  | {
      readonly kind: 'merge';
      readonly sets: readonly Expression[];
      readonly inPlace?: true;
      readonly named?: true;
    }
  /** Puts a parameter into a map or an object by its name: `params.put("ticket", t)`, `setParameter(…)`. */
  | { readonly kind: 'put'; readonly into: Expression; readonly name: Expression; readonly value: Expression }
  /** Adds an item to a list: `list.add(x)`, `push @list, x`. */
  | { readonly kind: 'add'; readonly into: Expression; readonly items: readonly Expression[] }
  /** Adds text to what is built: `builder.append(x)`, `text << x`. */
  | { readonly kind: 'append'; readonly into: Expression; readonly values: readonly Expression[] }
  /** A name with its value: `new BasicNameValuePair("ticket", t)`. */
  | { readonly kind: 'pair'; readonly name: Expression; readonly value: Expression }
  /**
   * A new map, list or text under construction, with what it begins with: `new HashMap()`, `new StringBuilder("…")`; or
   * an object of the library that takes with it what it is made from: `WebRequest.Create(url)`.
   */
  | { readonly kind: 'new'; readonly what: 'map' | 'list' | 'text' | 'object'; readonly from?: Expression }
  /** The key or the value of an entry of a map that is gone through: `entry.getKey()`. */
  | { readonly kind: 'entry'; readonly of: Expression; readonly part: 'key' | 'value' }
  /** A map of variables by their names: `compact('apikey', 'ticket')`. */
  | {
      readonly kind: 'variables';
      readonly entries: readonly {
        readonly at: Argument;
        readonly name: string;
        readonly value: Expression;
      }[];
    }
  /** Declares a constant: `define('API_KEY', …)`. */
  | { readonly kind: 'define'; readonly name: Expression; readonly value: Expression }
  /** Reads a map by a key: `params.get("ticket")`, `params.fetch(:ticket, default)`. */
  | {
      readonly kind: 'get';
      readonly from: Expression;
      readonly key: Expression;
      readonly fallback?: Expression;
      /** The map does not hold it any longer. */
      readonly removes?: true;
    }
  /** Gives an object values that it will work with: `curl_setopt($ch, …, $url)`, `request.setUrl(url)`. */
  | { readonly kind: 'attach'; readonly to: Expression; readonly values: readonly Expression[] }
  /** Runs a function that is handed over, on each item of a list: `each`, `map`, `array_map`. */
  | {
      readonly kind: 'each';
      readonly list: Expression;
      readonly run: Expression;
      /** A function that takes one value is given the key and the value of a map as a list of two. */
      readonly pairs?: true;
    }
  /** A function with some of its arguments, which is called with the others later: `partial(f, a, b)`. */
  | { readonly kind: 'bind'; readonly run: Expression }
  /**
   * Replaces parts of a text by others: `str_replace('{ticket}', t, $url)`; several at once that stand in two lists, or
   * in a map (then without `by`).
   */
  | {
      readonly kind: 'replace';
      readonly text: Expression;
      readonly from: Expression;
      readonly by?: Expression;
    }
  /** Sends nothing and gives back nothing that matters: logs, prints, sleeps. */
  | { readonly kind: 'quiet' };

/**
 * How a format string marks its slots. `printf`: `%s`, `%1$s`, `%%`; `named-percent`: `%(name)s`, `%{name}`, `%<name>s`
 * and, in order, `%s`; `braces`: `{}`, `{0}`, `{name}`, `{{`; `numbered-braces`: `{0}`, `{1:…}`, as C# has it; `message`:
 * these in Java's `MessageFormat`, where apostrophes quote; `dollar`: `$name`, `${name}`, `$$`.
 */
export type SlotStyle = 'printf' | 'named-percent' | 'braces' | 'numbered-braces' | 'message' | 'dollar';

/** What a language says of its library. Members and indexes only ever mean settings: `ENV['X']`, `Settings.Default.Key`. */
export type MeaningOf = (node: Call | Member | Index) => Meaning | undefined;

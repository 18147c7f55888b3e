/** A column that a value is read from, and the table, where the query says it. */
export interface Column {
  readonly name: string;
  readonly table: string | undefined;
}

/** A query that some text holds. */
interface Query {
  readonly table: string;
  /** What it selects, by the name that a row has it under. */
  readonly columns: ReadonlyMap<string, string>;
  readonly takesAll: boolean;
}

/** `row.ticket`, `row['ticket']`, `row->ticket`, `rs.getString("ticket")`, `row[:ticket]`. */
const FIELD = /(?:\.|->|::)\s*([A-Za-z_]\w*)$|[[(]\s*:?['"]?([A-Za-z_]\w*)['"]?\s*[\])]+$/;
const LONGEST_LIST = 2000;

/**
 * The column that an expression reads, where a query in the text around it selects one of that name: of SQL, or of a
 * query builder that is told the columns by their names.
 */
export function columnOf(expression: string, text: string): Column | undefined {
  const match = FIELD.exec(expression);
  const field = match?.[1] ?? match?.[2];
  if (field === undefined) return undefined;
  const queries = [...queriesIn(text), ...builtQueriesIn(text)];
  const naming = queries.filter(({ columns }) => columns.has(field.toLowerCase()));
  const found = naming.length > 0 ? naming : queries.filter(({ takesAll }) => takesAll);
  const [first] = found;
  if (!first) return undefined;
  const tables = new Set(found.map(({ table }) => table));
  return {
    name: first.columns.get(field.toLowerCase()) ?? field,
    table: tables.size === 1 ? first.table : undefined,
  };
}

/** The SQL queries in a text, put together from literals or not. */
function queriesIn(text: string): Query[] {
  return [...text.matchAll(/\bselect\s/gi)].flatMap(({ index }): Query[] => {
    const rest = text.slice(index, index + LONGEST_LIST);
    const match = /^select\s+(?:distinct\s+|top\s+\d+\s+)?(.+?)\bfrom\s+([`"[]?[\w$.]+)([^;]*)/is.exec(rest);
    if (!match) return [];
    const [, list = '', table = '', behind = ''] = match;
    const items = list
      .split(',')
      .map((item) => item.replace(/["'`+.\s\\[\]]*$/, '').replace(/^["'`+\s\\]+/, ''));
    // Prose speaks of selecting something from somewhere, too.
    if (!items.every((item) => /^[\w$."`[\]()*\s]+$/.test(item) && item.split(/\s+/).length <= 3)) return [];
    const names = new Map(
      [
        ...`from ${table}${behind}`.matchAll(
          /\b(?:from|join)\s+([`"[]?[\w$.]+)[`"\]]?\s+(?:as\s+)?([A-Za-z_]\w*)/gi,
        ),
      ].map(([, name = '', alias = '']) => [alias.toLowerCase(), bare(name)] as const),
    );
    const columns = items.map((item) => /^(.*?)(?:\s+(?:as\s+)?(\S+))?$/is.exec(item.trim())!);
    const tableOf = (column: string) => {
      const parts = bare(column).split('.');
      return parts.length > 1 ? (names.get(parts.at(-2)!.toLowerCase()) ?? bare(table)) : bare(table);
    };
    return [
      ...columns.map(([, column = '', alias]): Query => {
        const name = bare(column).split('.').at(-1)!;
        return {
          table: tableOf(column),
          columns: new Map([[bare(alias ?? name).toLowerCase(), name]]),
          takesAll: name === '*',
        };
      }),
    ];
  });
}

/** `knex('accounts').select('name', 'ticket')`, `db.from('accounts').select(…)` */
function builtQueriesIn(text: string): Query[] {
  const tables = /\b(?:knex|db|from|table|into)\(\s*['"`]([\w$.]+)['"`]\s*\)/g;
  return [...text.matchAll(tables)].flatMap(({ index, 0: whole, 1: table = '' }): Query[] => {
    const rest = text.slice(index + whole.length, index + whole.length + LONGEST_LIST);
    const list = /^[^;]*?\.(?:select|columns?|pluck|first)\(([^)]*)\)/.exec(rest)?.[1];
    if (list === undefined) return [];
    const columns = [...list.matchAll(/['"`](?:[\w$]+\.)*([\w$]+)(?:\s+as\s+([\w$]+))?['"`]/gi)];
    return [
      {
        table,
        columns: new Map(columns.map(([, name = '', alias]) => [(alias ?? name).toLowerCase(), name])),
        takesAll: columns.length === 0,
      },
    ];
  });
}

/** A name without the quotes of SQL. */
function bare(name: string): string {
  return name.replace(/[`"'[\]]/g, '');
}

/** `zoho.apikey`, `CRM_USER`, `ticket`: what a setting is called. */
const SETTING_NAME =
  /^(?:(?:[A-Z]{2,}\d?_)+(?:[A-Z]+\d?|\d{1,2})|(?:[A-Za-z]+[._:/])*(?:(?:[Zz]oho|[Cc]rm|[Aa]pi|[Aa]uth|[Uu]ser|[Ll]ogin)[_-]?)*(?:(?:[Kk]ey|[Tt]icket|[Tt]oken|[Nn]ame|[Ii]d|[Mm]ail|[Pp]assword)s?|zoho|crm|user|login))$/;

/** `ann.txt`, `/etc/zoho/ticket.json`: the file that it is read from, not what is in it. */
const FILE_NAME =
  /^[\w ./\\:-]*[\w-]\.(?:txt|json|ya?ml|ini|xml|conf|cfg|env|properties|php|rb|py|js|ts|dat|cache)$/;

/** `/var/run/zoho.ticket`, `C:\\zoho\\key`: a place on a disk, of words without a digit. */
const PATH = /^(?=.*[A-Za-z_-][\\/.][A-Za-z])(?:\.{0,2}|~|[A-Za-z]:)(?:[\\/]{1,2}[A-Za-z._-]+)+$/;

/** Whether a literal is the name of something that holds a value, rather than the value. */
export function isName(literal: string): boolean {
  return SETTING_NAME.test(literal) || FILE_NAME.test(literal) || PATH.test(literal);
}

/** Words of programs that mix letters and digits: modules, encodings, digests, times, formats. */
const TERM =
  /^(?:CustomModule\d+|(?:utf|iso|windows|latin|cp|koi|us-ascii)-?\d.*|(?:sha|md|aes|des|hmac|base|rc|crc)-?\d.*|(?:oauth|http|https|html|xhtml|xml|ipv|tls|ssl)\d.*|\d{4}-\d\d.*|.*%\d*\$?[sdf].*|%\w+%)$/i;

/** `col-md-12`, `page_2_of_10`: words and numbers. */
const WORDS = /^(?:[A-Za-z]+|\d{1,4})(?:[_-](?:[A-Za-z]+|\d{1,4}))+$/;

/** Whether a literal is shaped as a credential is: one word of letters and digits, and none that programs know. */
export function looksRandom(literal: string): boolean {
  return (
    /^[\w!@#$%^*+~-]{8,200}={0,2}$/.test(literal) &&
    /\d/.test(literal) &&
    /[a-z]/i.test(literal) &&
    !WORDS.test(literal) &&
    !TERM.test(literal) &&
    !isName(literal)
  );
}

/** What stands for a value in programs, shells, settings and templates; what follows it may end the expression. */
const REFERENCES: readonly RegExp[] = [
  // `$VAR`, `$env:VAR`, `$this->key`; a word with digits in it may be a password.
  /^\$(?:env:)?(?:[A-Z_][A-Z\d_]*|[A-Za-z_]+)(?:(?:->|\.)[A-Za-z_]+|-$)*[;,)\]]*$/,
  // `${VAR}`, `#{config.key}`
  /^[$#]\{[\w.$()[\]>-]*\}$/,
  // `{{ key }}`, `<%= key %>`, `<?= $key ?>`
  /^(?:\{\{|<%=?|<\?=)[\s\w.$()[\]>-]*(?:\}\}|%>|\?>)$/,
  // `%VAR%`, `%s`, `%1$s`
  /^%(?:[A-Za-z_]+%|(?:\d+\$)?[sd])$/,
  // `process.env.KEY`, `ENV['KEY']`, `os.getenv('KEY')`: up to the first quote, or to its end
  /^(?:process\.env|import\.meta\.env|\$_(?:ENV|SERVER))[.[]/,
  /^(?:\$?ENV[[{]|ENV\.fetch\(|(?:os\.)?(?:environ[.[]|get_?env\()|os\.Getenv\(|System\.getenv\(|Environment\.Get)/,
];

/** What a shell puts in, `$(cat key)`; unquoted, it is cut at its first blank. */
const COMMAND = /^\$\(([^()]*)\)?$/;

/** Whether the value of a setting only refers to where the value comes from; quotes around it do not matter. */
export function isReference(value: string): boolean {
  const bare = /^(["'`])(.*)\1$/s.exec(value)?.[2] ?? value;
  const command = COMMAND.exec(bare)?.[1];
  return command === undefined
    ? REFERENCES.some((form) => form.test(bare))
    : !command.split(/[\s"']+/).some(looksRandom);
}

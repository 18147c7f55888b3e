/** Functions of Perl itself that take one value at most when they stand without brackets. */
export const UNARY: ReadonlySet<string> = new Set(
  (
    'defined ref scalar lc uc lcfirst ucfirst length chr ord int hex oct abs sqrt exists delete each keys values ' +
    'shift pop chomp chop quotemeta rand srand require caller umask sleep localtime gmtime alarm exit undef study ' +
    'pos fc lock chdir rmdir readlink close chroot stat lstat -e uri_escape uri_escape_utf8 uri_unescape'
  ).split(' '),
);

/** Functions that take a list when they stand without brackets. */
export const LISTS: ReadonlySet<string> = new Set(
  (
    'print printf say push unshift splice join split sprintf map grep sort reverse open binmode unlink mkdir ' +
    'chmod chown rename system exec kill pack unpack substr index rindex bless warn die croak confess carp cluck ' +
    'sprintf printf select seek read sysread syswrite eof opendir readdir atan2 utime formline wantarray ' +
    'get getprint getstore head mirror POST GET PUT DELETE HEAD first any all none uniq max min sum ' +
    'has extends with before after around'
  ).split(' '),
);

/** Words that end an expression or join two. */
export const OPERATOR_WORDS: ReadonlySet<string> = new Set(
  'x eq ne lt gt le ge cmp isa and or xor not if unless while until for foreach when'.split(' '),
);

/** Functions whose first argument may be a block. */
export const BLOCK_FIRST: ReadonlySet<string> = new Set(
  'map grep sort first any all none notall uniq_by sort_by max_by min_by pairmap reduce try catch finally'.split(
    ' ',
  ),
);

/** Functions after which nothing of the block runs. */
export const LEAVING: ReadonlySet<string> = new Set('die croak confess exit last next redo goto'.split(' '));

/** How strongly operators bind, the strongest first tried by length. */
export const BINARY: Readonly<Record<string, number>> = {
  '**': 21,
  '=~': 19,
  '!~': 19,
  '*': 18,
  '/': 18,
  '%': 18,
  x: 18,
  '+': 17,
  '-': 17,
  '.': 17,
  '<<': 16,
  '>>': 16,
  isa: 15,
  '<': 14,
  '>': 14,
  '<=': 14,
  '>=': 14,
  lt: 14,
  gt: 14,
  le: 14,
  ge: 14,
  '==': 13,
  '!=': 13,
  '<=>': 13,
  '~~': 13,
  eq: 13,
  ne: 13,
  cmp: 13,
  '&': 12,
  '|': 11,
  '^': 11,
  '&&': 10,
  '||': 9,
  '//': 9,
  '..': 8,
  '...': 8,
  '?': 7,
  '=': 6,
  '.=': 6,
  '||=': 6,
  '//=': 6,
  '&&=': 6,
  '+=': 6,
  '-=': 6,
  '*=': 6,
  '/=': 6,
  '%=': 6,
  'x=': 6,
  '**=': 6,
  '|=': 6,
  '&=': 6,
  '^=': 6,
  '<<=': 6,
  '>>=': 6,
  and: 2,
  or: 1,
  xor: 1,
};

export const ASSIGNING = 6;
export const NAMED_UNARY = 15;
export const UNARY_SIGN = 20;

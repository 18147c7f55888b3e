import { describe, expect, test } from 'vitest';
import type { CodeTree, Expression, Statement, Text } from '../../../src/languages/code/tree.ts';
import { loadRuby, placesOf, sketch } from './read.ts';

const ruby = await loadRuby();

function read(source: string): CodeTree {
  return ruby.reader.read(source);
}

/** The last statement of a snippet, in few words. */
function last(source: string): unknown {
  return sketch(read(source).body.at(-1), source);
}

/** The expression that the last statement is, or the value that it assigns. */
function value(source: string): Expression {
  const statement = read(source).body.at(-1)!;
  const { expression } = statement as Extract<Statement, { kind: 'statement' }>;
  return expression.kind === 'assignment' ? expression.value : expression;
}

const valueSketch = (source: string) => sketch(value(source), source);

/** What a literal means, with `#{}` for its expressions. */
function meant(text: Text): string {
  return text.parts.map((part) => (part.kind === 'characters' ? part.text : '#{}')).join('');
}

describe('a literal', () => {
  test.each([
    [`'a\\'b\\n\\\\'`, 'single', `a'b\\n\\`],
    ['"a\\"\\n\\u00e9\\u{1f600 41}\\x41\\101\\s\\q"', 'double', 'a"\né😀AAA q'],
    ['"one\\\ntwo"', 'double', 'onetwo'],
    ['"a#{b}c#@d"', 'double', 'a#{}c#{}'],
    ['%q(a\\)b#{c})', 'percent-single', 'a)b#{c}'],
    ['%Q{a#{b}}', 'percent-double', 'a#{}'],
    ['%(a"b)', 'percent-double', 'a"b'],
    [':ticket', 'symbol', 'ticket'],
    [':"ti#{c}ket"', 'symbol-double', 'ti#{}ket'],
    [`:'ticket'`, 'symbol-single', 'ticket'],
    ['?a', 'character', 'a'],
    ['"a\r\nb"', 'double', 'a\nb'],
    ['x = <<-END\n  a\\n#{b}\n  END\n', 'heredoc', '  a\n#{}\n'],
    ["x = <<'END'\na\\n#{b}\nEND\n", 'raw-heredoc', 'a\\n#{b}\n'],
    ['x = <<~END\n    a\n      b #{c}\n\n    d\nEND\n', 'heredoc', 'a\n  b #{}\n\nd\n'],
    ['x = <<~END\n\ta\n        b\nEND\n', 'heredoc', 'a\nb\n'],
    ['x = <<END\nEND\n', 'heredoc', ''],
  ])('%j means what it does at run time', (source, style, expected) => {
    const text = value(source) as Text;
    expect([text.style, meant(text)]).toEqual([style, expected]);
  });

  test.each([
    ['"a\\tb\\u00e9c"', ['a', '\\t', 'b', '\\u00e9', 'c']],
    [`'a\\'b'`, ['a', "\\'", 'b']],
    ['x = <<~END\n  a\n  b\nEND\n', ['a', '\n  ', 'b', '\n']],
    ['"a\r\nb"', ['a', '\r\n', 'b']],
  ])('%j knows where each of its characters begins', (source, expected) => {
    const [part] = (value(source) as Text).parts;
    if (part?.kind !== 'characters') throw new Error('it has no characters');
    const offsets = part.offsets!;
    expect([...part.text].map((_, at) => source.slice(offsets[at], offsets[at + 1]))).toEqual(expected);
    expect(offsets.at(-1)).toBe(part.end);
  });

  test('two heredocs of one line have their own bodies, and the statement reaches behind them', () => {
    const source = 'get <<-A + <<-B, 1\nfirst\nA\nsecond\nB\nputs\n';
    const [statement] = read(source).body;
    expect(source.slice(statement!.start, statement!.end)).toBe('get <<-A + <<-B, 1\nfirst\nA\nsecond\nB');
    const texts = [...placesOf(read(source))].flatMap(({ node }) => (node.kind === 'text' ? [node] : []));
    expect(texts.map((text) => meant(text as Text))).toEqual(['first\n', 'second\n']);
  });

  test('literals side by side are a sum', () => {
    expect(valueSketch('x = "a" \\\n  \'b\'')).toMatchObject({
      kind: 'sum',
      operands: [{ parts: ['a'] }, { parts: ['b'] }],
    });
  });

  test('words are a list', () => {
    expect(valueSketch('%w[a b#{c}]')).toMatchObject({
      kind: 'collection',
      items: [{ value: { parts: ['a'] } }, { value: { parts: ['b#{c}'] } }],
    });
  });
});

describe('a name', () => {
  test('is a variable once something was put there, a member before', () => {
    expect(last('ticket = ticket')).toMatchObject({ expression: { target: 'ticket', value: 'ticket' } });
    expect(last('ticket')).toMatchObject({ expression: { kind: 'member', object: 'this', name: 'ticket' } });
    expect(last('a, (b, *c) = x\n[a, b, c]')).toMatchObject({
      expression: { items: [{ value: 'a' }, { value: 'b' }, { value: 'c' }] },
    });
  });

  test('is seen in a block, not in a method', () => {
    expect(last('t = 1\nrun { t }')).toMatchObject({
      expression: { arguments: [{ value: { body: [{ expression: 't' }] } }] },
    });
    expect(last('t = 1\ndef m\n  t\nend')).toMatchObject({ body: [{ expression: { kind: 'member' } }] });
  });

  test('is a call where the file has such a method', () => {
    expect(last('def ticket; end\nticket')).toMatchObject({ expression: { kind: 'call', name: 'ticket' } });
    expect(last('def ticket; end\nclient.ticket')).toMatchObject({
      expression: { kind: 'call', receiver: { kind: 'member', name: 'client' }, name: 'ticket' },
    });
    expect(last('client.ticket')).toMatchObject({ expression: { kind: 'member', name: 'ticket' } });
  });

  test('of a member is without its sigils, in a class of the class', () => {
    expect(last('@ticket')).toMatchObject({ expression: { object: 'this', name: 'ticket' } });
    expect(last('@@ticket')).toMatchObject({ expression: { object: 'this (class)', name: 'ticket' } });
    expect(last('def self.x; @ticket; end')).toMatchObject({
      body: [{ expression: { object: 'this (class)', name: 'ticket' } }],
    });
    expect(last('self.class.get')).toMatchObject({ expression: { object: 'this (class)' } });
  });
});

describe('a call', () => {
  test('takes pairs without braces as one map', () => {
    expect(last(`get(url, :query => { 'a' => 1 }, b: 2)`)).toMatchObject({
      expression: {
        name: 'get',
        arguments: [
          { value: { kind: 'member', name: 'url' } },
          {
            value: {
              kind: 'collection',
              isBare: true,
              items: [
                {
                  key: { style: 'symbol', parts: ['query'] },
                  value: { items: [{ key: { parts: ['a'] } }] },
                },
                { key: { style: 'key', parts: ['b'] }, value: '2' },
              ],
            },
          },
        ],
      },
    });
  });

  test('knows where its list stands', () => {
    for (const source of ['get(a, b)', 'get a, b', 'get(a, b) { |x| x }']) {
      const call = value(source);
      if (call.kind !== 'call') throw new Error('it is no call');
      expect(source.slice(call.list.start, call.list.end)).toBe('a, b');
    }
  });

  test.each([
    ['Net::HTTP.get(x)', { receiver: 'HTTP', name: 'get' }],
    ['Zoho::Client.new(x)', { isNew: true, name: 'Client' }],
    ['Zoho::BASE_URL.strip', { receiver: { kind: 'member', object: 'Zoho', name: 'BASE_URL' } }],
    ['x&.get(y)', { name: 'get' }],
    ['send_it.(y)', { name: 'call' }],
    ['`curl "#{x}"`', { name: '`', arguments: [{ value: { style: 'shell' } }] }],
  ])('%s', (source, expected) => {
    expect(last(source)).toMatchObject({ expression: { kind: 'call', ...expected } });
  });

  test('of new in a class makes one of it', () => {
    expect(last('class Client\n  def self.build; new(1); end\nend')).toMatchObject({
      members: [{ body: [{ expression: { isNew: true, name: 'Client' } }] }],
    });
  });
});

describe('an operator', () => {
  test('+ is a flat sum, and brackets go with what is in them', () => {
    const source = 'a + (b + "c") + (d)';
    const sum = value(source);
    if (sum.kind !== 'sum') throw new Error('it is no sum');
    expect(sum.operands.map(({ start, end }) => source.slice(start, end))).toEqual(['a', '(b + "c")', '(d)']);
  });

  test('<< adds all of its chain to a variable, and makes a longer text of a literal', () => {
    expect(last('url << "a" << b')).toMatchObject({
      expression: { kind: 'assignment', operator: 'append', value: { kind: 'sum' } },
    });
    expect(last('"a" << b')).toMatchObject({ expression: { kind: 'sum' } });
  });

  test.each([
    ['x += "a"', 'append'],
    ['x ||= "a"', 'default'],
    ['x &&= "a"', 'set'],
    ['x[:a] = 1', 'set'],
  ])('%s', (source, operator) => {
    expect(last(source)).toMatchObject({ expression: { kind: 'assignment', operator } });
  });
});

describe('a class', () => {
  test('has its members, those of its own, constants, attributes and what it mixes in', () => {
    const source = `class A::Client < Base
      include HTTParty
      KEY = 'k'.freeze
      @@all = []
      attr_accessor :apikey, 'ticket'
      base_uri 'x'
      class << self
        attr_reader :shared
        def build; end
      end
      private def hidden; end
      def initialize(a); end
    end`;
    expect(last(source)).toMatchObject({
      name: 'Client',
      supers: ['Base', 'HTTParty'],
      members: [
        { name: 'KEY', isStatic: true },
        { name: 'all', isStatic: true },
        { name: 'apikey' },
        { name: 'ticket' },
        { name: 'shared', isStatic: true },
        { name: 'build', isStatic: true },
        { name: 'hidden' },
        { name: 'initialize', isConstructor: true, parameters: [{ name: 'a' }] },
      ],
      body: [{ expression: { name: 'include' } }, { expression: { name: 'base_uri' } }],
    });
  });

  test.each(['extend self', 'module_function'])('of a module with %s has methods of its own', (word) => {
    expect(last(`module M\n  ${word}\n  def get; @x; end\nend`)).toMatchObject({
      members: [{ name: 'get', isStatic: true, body: [{ expression: { object: 'this (class)' } }] }],
    });
  });

  test('is made by Struct.new too', () => {
    expect(last('Client = Struct.new(:apikey, :ticket) do\n  def get; end\nend')).toMatchObject({
      kind: 'class',
      name: 'Client',
      members: [
        { isConstructor: true, parameters: [{ member: 'apikey' }, { member: 'ticket' }] },
        { name: 'get' },
      ],
    });
  });
});

describe('a statement', () => {
  test.each([
    ['get(x) if y', { kind: 'branching', isExhaustive: false }],
    ['unless x then a else b end', { kind: 'branching', isExhaustive: true }],
    ['case x when 1, 2 then a else b end', { kind: 'branching', isExhaustive: true }],
    ['begin\n a\nrescue E => e\n b\nensure\n c\nend', { kind: 'attempt', handlers: [[{}]], finally: [{}] }],
    ['a rescue b', { kind: 'attempt' }],
    ['a until b', { kind: 'loop' }],
    ['raise "x"', { kind: 'leave' }],
    ['def m\n a\nrescue\n b\nend', { body: [{ kind: 'attempt' }] }],
  ])('%s', (source, expected) => {
    expect(last(source)).toMatchObject(expected);
  });
});

test('every part lies in what it is part of, and none in another', () => {
  const source = `require 'x'
    class Client
      URL = "https://#{HOST}/x?a=#{b}"
      def get(m, p = {}, *r, k: 1, **o, &f)
        x = if m then p.merge(:a => 1) else { 'b' => "c" } end
        list.each { |n, v| url << n + '=' << "#{v}" }
        case m when :a then y elsif_ = 2 else raise E, 'x' end
        @t ||= begin; fetch; end
        return format('%s', *r), o unless x and not f
      rescue A, B => e
        retry if (n += 1) < 3
      end
    end
    alias a b
    while x do y end; -> (z) { z }.(1); yield 1, 2; defined?(x); x ? y : z; a[1, 2] = 3..4
    %w[a b].map(&:to_s).join('&'); super(a, *b); "a" "b"; :"c#{d}"; /e#{f}/; \`g #{h}\`; __FILE__
  `;
  for (const { node, parent } of placesOf(read(source))) {
    if (!parent) continue;
    expect(node.start, source.slice(node.start, node.end)).toBeGreaterThanOrEqual(parent.start);
    expect(node.end, source.slice(node.start, node.end)).toBeLessThanOrEqual(parent.end);
  }
  const mentioned = [...placesOf(read(source))].map(({ node }) => source.slice(node.start, node.end));
  for (const name of ['HOST', 'fetch', 'list', 'E', 'f', 'h', 'd']) expect(mentioned).toContain(name);
});

test('comments, the end of the program and what is no Ruby are told', () => {
  const source = '# a\nx = 1 # b\n=begin\nc\n=end\n__END__\nrest';
  const { comments, outside, errors } = read(source);
  expect(comments.map(({ start, end }) => source.slice(start, end))).toEqual([
    '# a',
    '# b',
    '=begin\nc\n=end',
  ]);
  expect(outside.map(({ start, end }) => source.slice(start, end))).toEqual(['\nrest']);
  expect(errors).toBe(0);
  expect(read('def x( {').errors).toBeGreaterThan(0);
});

import { expect, test } from 'vitest';
import type { Call, Index, Member } from '../../../src/languages/code/tree.ts';
import { loadRuby, placesOf } from './read.ts';

const ruby = await loadRuby();

/** What the outermost call, member or index of a snippet means, each part of it by its source. */
function meaning(source: string): Record<string, unknown> | undefined {
  const places = [...placesOf(ruby.reader.read(source))].map(({ node }) => node);
  const meant = places.find(({ kind }) => /^(?:call|member|index)$/.test(kind ?? '')) as
    | Call
    | Member
    | Index;
  const found = ruby.reader.meaningOf(meant);
  return found && (show(found) as Record<string, unknown>);

  function show(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(show);
    if (typeof value !== 'object' || value === null) return value;
    if ('start' in value && 'end' in value) return source.slice(Number(value.start), Number(value.end));
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, show(part)]));
  }
}

test.each([
  ['CGI.escape(x)', { kind: 'same', value: 'x' }],
  ['URI.parse(x)', { kind: 'same', value: 'x' }],
  ['URI(x)', { kind: 'same', value: 'x' }],
  ['x.to_s', { kind: 'same', value: 'x' }],
  ['"a".freeze', { kind: 'same', value: '"a"' }],
  ['"%s" % x', { kind: 'format', slots: 'named-percent', template: '"%s"', values: ['x'] }],
  ['"%s%s" % [x, y]', { kind: 'format', slots: 'printf', template: '"%s%s"', values: ['x', 'y'] }],
  ['format("%1$s", x)', { kind: 'format', slots: 'printf', template: '"%1$s"', values: ['x'] }],
  ['"%{a}" % { a: x }', { kind: 'format', slots: 'named-percent', template: '"%{a}"', values: ['{ a: x }'] }],
  [`list.join('&')`, { kind: 'join', list: 'list', separator: `'&'` }],
  [`[a, b] * '&'`, { kind: 'join', list: '[a, b]', separator: `'&'` }],
  ['URI.encode_www_form(h)', { kind: 'serialise', set: 'h' }],
  ['h.to_query', { kind: 'serialise', set: 'h' }],
  [`ENV['X']`, { kind: 'environment', name: `'X'` }],
  [`ENV.fetch('X', y)`, { kind: 'environment', name: `'X'`, fallback: 'y' }],
  [`ENV.fetch('X') { y }`, { kind: 'environment', name: `'X'`, fallback: 'y' }],
  ['Settings.zoho.apikey', { kind: 'configuration', name: 'apikey' }],
  ['Rails.application.secrets.zoho_ticket', { kind: 'configuration', name: 'zoho_ticket' }],
  ['a.merge(b)', { kind: 'merge', sets: ['a', 'b'] }],
  ['a.merge!(b)', { kind: 'merge', sets: ['a', 'b'], inPlace: true }],
  ['h.store(:a, x)', { kind: 'put', into: 'h', name: ':a', value: 'x' }],
  ['h.fetch(:a, x)', { kind: 'get', from: 'h', key: ':a', fallback: 'x' }],
  ['h.dig(:a, :b)', { kind: 'get', from: 'h.dig(:a', key: ':b' }],
  ['h.values_at(:a, :b)', { kind: 'same', value: 'h.values_at(:a, :b)' }],
  ['h.key?(:a)', { kind: 'quiet' }],
  ['h.reject { |k, v| v }', { kind: 'same', value: 'h' }],
  ['text.concat(x)', { kind: 'append', into: 'text', values: ['x'] }],
  ['list.push(x)', { kind: 'add', into: 'list', items: ['x'] }],
  ['h.map { |k, v| k }', { kind: 'each', list: 'h', run: '{ |k, v| k }', pairs: true }],
  ['list.map(&:to_s)', { kind: 'same', value: 'list' }],
  [`url.gsub('a', x)`, { kind: 'replace', text: 'url', from: `'a'`, by: 'x' }],
  ['request.set_form_data(h)', { kind: 'attach', to: 'request', values: ['h'] }],
  ['Hash.new', { kind: 'new', what: 'map' }],
  ['puts x', { kind: 'quiet' }],
])('%s', (source, expected) => {
  expect(meaning(source)).toEqual(expected);
});

test.each(['client.get(x)', 'Net::HTTP.get(x)', 'RestClient.post(x, y)'])('%s sends', (source) => {
  expect(meaning(source)).toBeUndefined();
});

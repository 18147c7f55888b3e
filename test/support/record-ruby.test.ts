import { testClients, URL_TEXT } from './record/clients.ts';

const QUERY = '{ :newFormat => 1, "authtoken" => "t" }';
const BASE = 'https://crm.zoho.com/crm/private/json/Leads/getRecords';
const PATH = URL_TEXT.replace('https://crm.zoho.com', '');
const POST = 'POST https://crm.zoho.eu:443/crm/private/xml/Leads/insertRecords';
const POST_URL = 'https://crm.zoho.eu/crm/private/xml/Leads/insertRecords';

const lines = (...code: string[]) => `${code.join('\n')}\n`;
/** A program that prints whether `text`, the reply, has a `response`. */
const get = (...code: string[]) =>
  lines("require 'json'", ...code, "puts JSON.parse(text)['response'] ? 'ok' : text");

testClients({
  run: 'main.rb',
  get: {
    'Net::HTTP.get': get("require 'net/http'", `text = Net::HTTP.get(URI.parse('${URL_TEXT}'))`),
    'Net::HTTP.get by its parts': get(
      "require 'net/https'",
      `response = Net::HTTP.get_response(URI('${URL_TEXT}'))`,
      "text = response.is_a?(Net::HTTPSuccess) && response.code == '200' ? response.body : ''",
    ),
    'Net::HTTP#get': get(
      "require 'net/http'",
      "http = Net::HTTP.new('crm.zoho.com', 443)",
      'http.use_ssl = true',
      'http.verify_mode = OpenSSL::SSL::VERIFY_NONE',
      `text = http.get('${PATH}').body`,
    ),
    'Net::HTTP#request': get(
      "require 'net/http'",
      `uri = URI('${BASE}')`,
      `uri.query = URI.encode_www_form(${QUERY})`,
      'reply = Net::HTTP.start(uri.host, uri.port, :use_ssl => true) { |http| http.request(Net::HTTP::Get.new(uri.request_uri)) }',
      'text = reply.body',
    ),
    'open-uri': get("require 'open-uri'", `text = URI.open('${URL_TEXT}').read`),
    'the old open-uri': get("require 'open-uri'", `text = open('${URL_TEXT}') { |page| page.read }`),
    HTTParty: get("require 'httparty'", `text = HTTParty.get('${BASE}', :query => ${QUERY}).body`),
    'HTTParty, included': get(
      "require 'httparty'",
      'class Client',
      '  include HTTParty',
      "  base_uri 'https://crm.zoho.com/crm/private/'",
      '  default_params :newFormat => 1',
      '  format :json',
      "  def leads; self.class.get('/json/Leads/getRecords', :query => { 'authtoken' => 't' }); end",
      'end',
      'text = JSON.dump(Client.new.leads.parsed_response)',
    ),
    'a curl of its own': get("text = `curl -s '" + URL_TEXT + "'`"),
    RestClient: get("require 'rest-client'", `text = RestClient.get('${BASE}', :params => ${QUERY})`),
    'RestClient, a request': get(
      "require 'rest_client'",
      `text = RestClient::Request.execute(:method => :get, :url => '${URL_TEXT}', :timeout => 9).body`,
    ),
  },
  send: {
    'Faraday, which sorts': [
      lines(
        "require 'faraday'",
        "connection = Faraday.new(:url => 'https://crm.zoho.eu/crm/private', :params => { 'newFormat' => 1 }) { |each| each.adapter Faraday.default_adapter }",
        "connection.get('xml/Leads/getRecords', 'authtoken' => 'a b')",
        "connection.post('/crm/private/xml/Leads/insertRecords') { |request| request.body = { 'b' => 'x y' }; request.params['c'] = 1 }",
      ),
      'GET https://crm.zoho.eu:443/crm/private/xml/Leads/getRecords?authtoken=a+b&newFormat=1',
      `${POST}?c=1&newFormat=1 b=x+y`,
    ],
    'Net::HTTP.post_form': [
      lines("require 'net/http'", `Net::HTTP.post_form(URI('${POST_URL}'), 'b' => 'x y', 'a' => '1&2')`),
      `${POST} b=x+y&a=1%262`,
    ],
    'Net::HTTP with a body, twice on one connection': [
      lines(
        "require 'net/http'",
        "Net::HTTP.start('crm.zoho.eu', 443, :use_ssl => true) do |http|",
        "  request = Net::HTTP::Post.new('/crm/private/xml/Leads/insertRecords')",
        "  request.set_form_data('b' => 'x y')",
        '  http.request(request)',
        "  http.post('/crm/private/xml/Leads/insertRecords', 'a=1', 'Content-Type' => 'application/x-www-form-urlencoded')",
        'end',
      ),
      `${POST} b=x+y`,
      `${POST} a=1`,
    ],
    'HTTParty with fields and a text': [
      lines(
        "require 'httparty'",
        `HTTParty.post('${POST_URL}', :body => { :b => 'x y', :a => 1 })`,
        `HTTParty.post('${POST_URL}', :body => 'raw', :headers => { 'Content-Type' => 'text/plain' })`,
      ),
      `${POST} b=x%20y&a=1`,
      `${POST} raw`,
    ],
    'RestClient with fields': [
      lines("require 'rest-client'", `RestClient.post '${POST_URL}', :b => 'x y', :a => { :c => 1 }`),
      `${POST} b=x+y&a%5Bc%5D=1`,
    ],
    'another port': [
      lines("require 'net/http'", "Net::HTTP.get('crm.zoho.com', '/crm/private/xml/Leads?a=$', 8080)"),
      'GET http://crm.zoho.com:8080/crm/private/xml/Leads?a=$',
    ],
  },
  refused: {
    'a socket of its own': lines("require 'socket'", "TCPSocket.new('192.0.2.1', 80)"),
    'Socket.tcp': lines("require 'socket'", "Socket.tcp('192.0.2.1', 80)"),
    'Socket#connect': lines(
      "require 'socket'",
      "Socket.new(:INET, :STREAM).connect(Socket.sockaddr_in(80, '192.0.2.1'))",
    ),
  },
  environment: "puts [ENV.fetch('ZOHO_AUTHTOKEN_EU'), ENV['ZOHO_AUTHTOKEN'], ENV['OTHER']].join(' ')\n",
  login: lines(
    "require 'net/http'",
    "require 'rexml/document'",
    "login = 'https://accounts.zoho.com/login?servicename=ZohoCRM&FROM_AGENT=true&PASSWORD=p&LOGIN_ID='",
    "ticket = Net::HTTP.get(URI(login + ENV['WHO']))[/TICKET=(.+)/, 1]",
    'puts ticket',
    `xml = REXML::Document.new(Net::HTTP.get(URI("https://crm.zoho.com/crm/private/xml/Leads/getRecords?ticket=#{ticket}")))`,
    "abort unless xml.elements['//FL[@val=\"Company\"]'].text == 'Acme'",
  ),
  pair: [
    lines(
      "require 'httparty'",
      `puts HTTParty.get('${BASE}', :query => { :newFormat => 1, :apikey => 'k$', :ticket => 'f' * 32, :fromIndex => 1 }).body.size`,
    ),
    lines(
      "require 'httparty'",
      `puts HTTParty.get('${BASE}', :query => { :newFormat => 1, :authtoken => ENV.fetch('ZOHO_AUTHTOKEN'), :scope => 'crmapi', :fromIndex => 1 }).body.size`,
    ),
  ],
});

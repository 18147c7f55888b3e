# As much of HTTParty as a client of an HTTP API needs; it stands on Net::HTTP, as the gem does.

require 'erb'
require 'json'
require 'net/http'
require 'rexml/document'

module HTTParty
  class Error < StandardError; end

  # How the gem encodes parameters, in a query and in a body.
  module HashConversions
    def self.to_params(hash)
      hash.to_hash.map { |name, value| normalize(name, value) }.join.chomp('&')
    end

    def self.normalize(name, value)
      case value
      when Array then value.map { |each| normalize("#{name}[]", each) }.join
      when Hash then value.map { |each, inner| normalize("#{name}[#{each}]", inner) }.join
      else "#{name}=#{ERB::Util.url_encode(value.to_s)}&"
      end
    end
  end

  class Response
    attr_reader :response

    def initialize(response, format)
      @response = response
      @format = format
    end

    def body
      response.body
    end
    alias to_s body

    def code
      response.code.to_i
    end

    def headers
      response.each_header.to_h
    end

    def success?
      code < 300
    end
    alias ok? success?

    def parsed_response
      @parsed_response ||=
        case @format || response.content_type.to_s[/json|xml/]&.to_sym
        when :json then JSON.parse(body)
        when :xml then HTTParty.read_xml(REXML::Document.new(body))
        else body
        end
    end

    def [](key)
      parsed_response[key]
    end

    def method_missing(name, *arguments, &block)
      return super unless parsed_response.respond_to?(name)

      parsed_response.public_send(name, *arguments, &block)
    end

    def respond_to_missing?(name, all = false)
      parsed_response.respond_to?(name, all) || super
    end
  end

  # A document as hashes: attributes and children by name, several of a name as an array, text alone as text.
  def self.read_xml(node)
    found = node.respond_to?(:attributes) ? node.attributes.to_h { |name, value| [name, value] } : {}
    node.elements.each do |child|
      value = read_xml(child)
      found[child.name] = found.key?(child.name) ? [found[child.name], value].flatten(1) : value
    end
    text = node.respond_to?(:text) ? node.text.to_s.strip : ''
    return text if found.empty?

    text.empty? ? found : found.merge('__content__' => text)
  end

  METHODS = %w[get post put patch delete head].freeze

  module ClassMethods
    def default_options
      @default_options ||= superclass.respond_to?(:default_options) ? superclass.default_options.dup : {}
    end

    def base_uri(uri = nil)
      return default_options[:base_uri] unless uri

      default_options[:base_uri] = uri.match?(%r{\Ahttps?://}) ? uri.chomp('/') : "http://#{uri.chomp('/')}"
    end

    def default_params(params = {})
      default_options[:default_params] = (default_options[:default_params] || {}).merge(params)
    end

    def headers(headers = nil)
      default_options[:headers] = (default_options[:headers] || {}).merge(headers || {})
    end

    def basic_auth(username, password)
      default_options[:basic_auth] = { username: username, password: password }
    end

    def format(name = nil)
      default_options[:format] = name if name
      default_options[:format]
    end

    %i[default_timeout debug_output parser follow_redirects no_follow ssl_version pem http_proxy logger].each do |name|
      define_method(name) { |*, **| nil }
    end

    METHODS.each do |method|
      define_method(method) { |path, options = {}, &_block| HTTParty.perform(method, path, default_options, options) }
    end
  end

  def self.included(base)
    base.extend(ClassMethods)
  end

  def self.perform(method, path, defaults, given)
    options = defaults.merge(given) { |name, a, b| name == :headers ? a.merge(b) : b }
    base = options[:base_uri]
    uri = URI(path.to_s.match?(%r{\Ahttps?://}) || base.nil? ? path.to_s : base + path.to_s)
    uri.query = query_of(uri, options)
    request = Net::HTTP.const_get(method.capitalize).new(uri.path.empty? ? "/?#{uri.query}" : uri.request_uri)
    (options[:headers] || {}).each { |name, value| request[name.to_s] = value.to_s }
    auth = options[:basic_auth]
    request.basic_auth(auth[:username], auth[:password]) if auth
    body = options[:body]
    if body.respond_to?(:to_hash)
      request.body = HashConversions.to_params(body)
      request.content_type = 'application/x-www-form-urlencoded' unless request.content_type
    elsif body
      request.body = body.to_s
    end
    Response.new(send_request(uri, request), options[:format])
  end

  def self.query_of(uri, options)
    query = options[:query]
    params = options[:default_params] || {}
    added = query.respond_to?(:to_hash) || query.nil? ? HashConversions.to_params(params.merge(query || {})) : query
    joined = [uri.query, added].reject { |each| each.nil? || each.empty? }.join('&')
    joined.empty? ? nil : joined
  end

  def self.send_request(uri, request)
    http = Net::HTTP.new(uri.host, uri.port)
    http.use_ssl = uri.scheme == 'https'
    http.request(request)
  end

  METHODS.each do |method|
    define_singleton_method(method) { |path, options = {}, &_block| perform(method, path, {}, options) }
  end
end

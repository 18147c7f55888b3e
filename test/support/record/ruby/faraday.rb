# As much of Faraday as a client of an HTTP API needs; it stands on Net::HTTP, as its default adapter does.

require 'net/http'

module Faraday
  class Error < StandardError; end
  class ClientError < Error; end
  class ConnectionFailed < Error; end

  class Response
    attr_reader :status, :body, :headers

    def initialize(reply)
      @status = reply.code.to_i
      @body = reply.body
      @headers = reply.each_header.to_h
    end

    def success?
      status < 300
    end
  end

  # What a block of a call fills.
  class Request
    attr_accessor :path, :params, :headers, :body, :options

    def initialize(params, headers)
      @params = params
      @headers = headers
      @options = Struct.new(:timeout, :open_timeout).new
    end

    def url(path, params = nil)
      @path = path
      @params = @params.merge(params || {})
    end
  end

  # Faraday sorts the names.
  def self.encode(params)
    pairs = params.flat_map { |name, value| value.is_a?(Array) ? value.map { |each| ["#{name}[]", each] } : [[name.to_s, value]] }
    pairs.sort_by(&:first).map { |name, value| value.nil? ? escape(name) : "#{escape(name)}=#{escape(value)}" }.join('&')
  end

  def self.escape(value)
    URI.encode_www_form_component(value.to_s)
  end

  class Connection
    attr_accessor :params, :headers

    def initialize(url = nil, options = {})
      url, options = options[:url], options.merge(url) if url.is_a?(Hash)
      @base = (url || options[:url]).to_s
      @params = options[:params] || {}
      @headers = options[:headers] || {}
      yield self if block_given?
    end

    def url_prefix=(url)
      @base = url.to_s
    end

    # Requests are encoded as forms, whatever is said.
    %i[request response use adapter].each { |name| define_method(name) { |*, **| nil } }

    %i[get delete head].each do |method|
      define_method(method) do |path = nil, params = nil, headers = nil, &block|
        run(method, path, params || {}, nil, headers || {}, &block)
      end
    end

    %i[post put patch].each do |method|
      define_method(method) do |path = nil, body = nil, headers = nil, &block|
        run(method, path, {}, body, headers || {}, &block)
      end
    end

    private

    def run(method, path, params, body, headers)
      call = Request.new(@params.merge(params), @headers.merge(headers))
      call.path = path
      call.body = body
      yield call if block_given?
      uri = resolve(call.path.to_s)
      # The names of the address are sorted in among the others.
      stood = URI.decode_www_form(uri.query.to_s).to_h
      params = stood.merge(call.params.transform_keys(&:to_s))
      uri.query = params.empty? ? nil : Faraday.encode(params)
      Response.new(send_call(method, uri, call))
    end

    def resolve(path)
      return URI(path) if path.match?(%r{\Ahttps?://})
      return URI(@base) if path.empty?

      uri = URI(@base)
      base, = @base.split('?')
      return URI(base + path) if path.start_with?('?')

      found = path.start_with?('/') ? URI.join(base, path) : URI("#{base.chomp('/')}/#{path}")
      found.query ||= uri.query
      found
    end

    def send_call(method, uri, call)
      request = Net::HTTP.const_get(method.to_s.capitalize).new(uri.request_uri)
      call.headers.each { |name, value| request[name.to_s] = value.to_s }
      if call.body
        request.body = call.body.is_a?(Hash) ? Faraday.encode(call.body) : call.body.to_s
        request.content_type = 'application/x-www-form-urlencoded' unless request.content_type
      end
      http = Net::HTTP.new(uri.host, uri.port)
      http.use_ssl = uri.scheme == 'https'
      http.request(request)
    end
  end

  def self.default_adapter
    :net_http
  end

  def self.new(url = nil, options = {}, &block)
    Connection.new(url, options, &block)
  end

  %i[get delete head].each do |method|
    define_singleton_method(method) { |url, params = nil, headers = nil| new.public_send(method, url, params, headers) }
  end

  %i[post put patch].each do |method|
    define_singleton_method(method) { |url, body = nil, headers = nil| new.public_send(method, url, body, headers) }
  end
end

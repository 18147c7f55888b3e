# As much of rest-client as a client of an HTTP API needs; it stands on Net::HTTP, as the gem does.

require 'net/http'

module RestClient
  class Exception < RuntimeError; end
  class ExceptionWithResponse < Exception; end
  class RequestFailed < ExceptionWithResponse; end

  class Response < String
    attr_reader :code, :headers

    def initialize(reply)
      super(reply.body.to_s)
      @code = reply.code.to_i
      @headers = reply.each_header.to_h { |name, value| [name.tr('-', '_').to_sym, value] }
    end

    def body
      to_s
    end
  end

  # Pairs of a hash, nested names in brackets.
  def self.encode(params)
    flatten(params).map { |name, value| value.nil? ? escape(name) : "#{escape(name)}=#{escape(value)}" }.join('&')
  end

  def self.flatten(params, parent = nil)
    params.flat_map do |name, value|
      name = parent ? "#{parent}[#{name}]" : name.to_s
      case value
      when Hash then flatten(value, name)
      when Array then value.map { |each| ["#{name}[]", each] }
      else [[name, value]]
      end
    end
  end

  def self.escape(value)
    URI.encode_www_form_component(value.to_s)
  end

  class Request
    def self.execute(arguments)
      new(**arguments).execute
    end

    def initialize(method:, url:, payload: nil, headers: {}, user: nil, password: nil, **)
      @method = method
      @url = url
      @payload = payload
      @headers = headers.dup
      @user = user
      @password = password
    end

    def execute
      uri = URI(with_params(@url, @headers.delete(:params) || @headers.delete('params')))
      request = Net::HTTP.const_get(@method.to_s.capitalize).new(uri.request_uri)
      @headers.each do |name, value|
        types = { json: 'application/json', xml: 'application/xml' }
        request[name.to_s.tr('_', '-')] = types.fetch(value, value).to_s
      end
      request.basic_auth(@user, @password) if @user
      add_payload(request)
      http = Net::HTTP.new(uri.host, uri.port)
      http.use_ssl = uri.scheme == 'https'
      Response.new(http.request(request))
    end

    private

    def with_params(url, params)
      return url if params.nil? || params.empty?

      "#{url}#{url.include?('?') ? '&' : '?'}#{RestClient.encode(params)}"
    end

    def add_payload(request)
      return if @payload.nil?

      request.body = @payload.is_a?(Hash) ? RestClient.encode(@payload) : @payload.to_s
      request.content_type = 'application/x-www-form-urlencoded' unless request.content_type
    end
  end

  class Resource
    attr_reader :url

    def initialize(url, options = {})
      @url = url
      @options = options
    end

    def [](path)
      self.class.new("#{url.chomp('/')}/#{path.to_s.delete_prefix('/')}", @options)
    end

    def get(headers = {})
      Request.execute(**@options, method: :get, url: url, headers: headers)
    end

    def post(payload, headers = {})
      Request.execute(**@options, method: :post, url: url, payload: payload, headers: headers)
    end
  end

  %i[get delete head].each do |method|
    define_singleton_method(method) do |url, headers = {}|
      Request.execute(method: method, url: url, headers: headers)
    end
  end

  %i[post put patch].each do |method|
    define_singleton_method(method) do |url, payload, headers = {}|
      Request.execute(method: method, url: url, payload: payload, headers: headers)
    end
  end
end

# Loaded before the recorded program (`ruby -r`): every connection of Net::HTTP, and of what stands on it (open-uri,
# HTTParty, RestClient, Faraday), leads to the recorder over file descriptor 3. What is recorded is what the client
# really wrote. No socket is opened.

require 'net/http'
require 'open-uri'
require 'socket'

# The way to the recorder.
module Recorder
  TURN = Mutex.new

  # Hands over a whole HTTP request as it would be written to a socket; returns the whole response.
  def self.exchange(client, protocol, host, port, message)
    TURN.synchronize do
      @wire ||= IO.for_fd(3, 'r+b', autoclose: false)
      @wire.sync = true
      @wire.write("#{client} #{protocol} #{host} #{port} #{message.bytesize}\n".b + message)
      @wire.read(Integer(@wire.gets))
    end
  end

  def self.refuse(*)
    raise 'A recorded program must not open a connection'
  end

  # What Net::BufferedIO asks of a socket; a request is complete when its answer is first read.
  class Socket
    def initialize(*target)
      @target = target
      @written = ''.b
      @answer = ''.b
    end

    def write_nonblock(*pieces, **)
      pieces = pieces.map { |piece| piece.to_s.b }
      @written << pieces.join
      pieces.sum(&:bytesize)
    end

    def read_nonblock(count, into = ''.b, **)
      finish
      return nil if @answer.empty?

      into.replace(@answer.slice!(0, count))
    end

    def close
      finish # nobody may have read the answer, but the request has gone out
      @closed = true
    end

    def closed?
      @closed
    end

    def eof?
      @answer.empty?
    end

    def to_io
      self
    end

    def wait_readable(*)
      nil
    end

    private

    def finish
      return if @written.empty?

      message = @written
      @written = ''.b
      @answer << Recorder.exchange(*@target, message)
    end
  end
end

class Net::HTTP
  def connect
    socket = Recorder::Socket.new('net-http', use_ssl? ? 'https:' : 'http:', address, port)
    @socket = Net::BufferedIO.new(socket, read_timeout: nil, write_timeout: nil, continue_timeout: nil)
    on_connect
  end
  private :connect
end

[TCPSocket, UDPSocket].each do |kind|
  kind.define_singleton_method(:new) { |*| Recorder.refuse }
  kind.define_singleton_method(:open) { |*| Recorder.refuse }
end
Socket.define_singleton_method(:tcp) { |*, **| Recorder.refuse }
[:connect, :connect_nonblock].each { |name| Socket.define_method(name) { |*, **| Recorder.refuse } }

# Until Ruby 3, open-uri opened addresses with `open` itself.
module Kernel
  alias recorder_open open

  def open(name, *rest, **options, &block)
    return URI.open(name, *rest, **options, &block) if name.to_s.match?(%r{\Ahttps?://})

    recorder_open(name, *rest, **options, &block)
  end
  private :open
end

# And URI had these until then.
module URI
  def self.escape(text, unsafe = nil)
    unsafe ? DEFAULT_PARSER.escape(text, unsafe) : DEFAULT_PARSER.escape(text)
  end

  def self.encode(text)
    escape(text)
  end

  def self.unescape(text)
    DEFAULT_PARSER.unescape(text)
  end
end

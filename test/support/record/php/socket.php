<?php
// Sockets on which a program speaks HTTP by itself: a request is complete when its answer is first read.

final class RecordedSocket
{
    public $context;
    private string $host;
    private int $port;
    private string $protocol;
    private string $written = '';
    private string $answer = '';
    private bool $isAnswered = false;

    public function stream_open(string $path): bool
    {
        preg_match('~^recorded-socket://(?:(\w+)://)?([^:/]+):(\d+)~', $path, $part);
        [, $transport, $this->host, $port] = $part;
        $this->port = (int) $port;
        $isSecure = in_array($transport, ['ssl', 'tls', 'sslv3'], true) || $this->port === 443;
        $this->protocol = $isSecure ? 'https:' : 'http:';
        return true;
    }

    public function stream_write(string $bytes): int
    {
        $this->written .= $bytes;
        $this->isAnswered = false;
        return strlen($bytes);
    }

    public function stream_read(int $count): string
    {
        if (!$this->isAnswered && $this->written !== '') {
            $this->answer .= Recorder::exchange('socket', $this->protocol, $this->host, $this->port, $this->written);
            $this->written = '';
            $this->isAnswered = true;
        }
        $piece = substr($this->answer, 0, $count);
        $this->answer = substr($this->answer, strlen($piece));
        return $piece;
    }

    public function stream_eof(): bool
    {
        return $this->isAnswered && $this->answer === '';
    }

    public function stream_set_option(): bool
    {
        return true;
    }

    /** A request whose answer nobody reads has been sent all the same. */
    public function stream_close(): void
    {
        $this->stream_read(0);
    }
}

stream_wrapper_register('recorded-socket', RecordedSocket::class);

function fsockopen($host, $port = -1, &$code = null, &$message = null, $timeout = null)
{
    [$code, $message] = [0, ''];
    return fopen("recorded-socket://$host:$port", 'r+');
}

function pfsockopen($host, $port = -1, &$code = null, &$message = null, $timeout = null)
{
    return fsockopen($host, $port, $code, $message);
}

function stream_socket_client($address, &$code = null, &$message = null, $timeout = null, $flags = null, $context = null)
{
    [$code, $message] = [0, ''];
    return fopen("recorded-socket://$address", 'r+');
}

function stream_socket_enable_crypto($stream, $enable, $method = null, $session = null)
{
    return true;
}

function socket_create(...$arguments)
{
    Recorder::refuse('socket_create');
}

function mail(...$arguments)
{
    Recorder::refuse('mail');
}

function gethostbyname($name)
{
    return '192.0.2.1';
}

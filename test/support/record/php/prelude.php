<?php
// Loaded before the recorded program (auto_prepend_file): every request goes to the recorder over file
// descriptor 3, and nothing to a network. What is replaced here are PHP's own functions that the command line
// disables (see interpreters.ts); a disabled function may be defined anew.

/** The way to the recorder. */
final class Recorder
{
    private static $wire;

    /** Hands over a whole HTTP request as it would be written to a socket; returns the whole response. */
    public static function exchange(string $client, string $protocol, string $host, int $port, string $message): string
    {
        self::$wire ??= fopen('php://fd/3', 'r+b');
        fwrite(self::$wire, "$client $protocol $host $port " . strlen($message) . "\n" . $message);
        return stream_get_contents(self::$wire, (int) fgets(self::$wire));
    }

    /**
     * Sends a request for clients that hold no socket; `$headers` are lines `Name: value`.
     * Returns status, header lines and body of the response.
     */
    public static function send(string $client, string $method, string $url, array $headers = [], string $body = ''): array
    {
        if (!preg_match('~^(https?)://(?:[^/?#@]*@)?([^/?#:]+)(?::(\d+))?([^#]*)~i', $url, $part)) {
            throw new RuntimeException("No address of a request: $url");
        }
        $protocol = strtolower($part[1]);
        $port = (int) ($part[3] !== '' ? $part[3] : ($protocol === 'https' ? 443 : 80));
        $path = ($part[4] === '' || $part[4][0] === '?' ? '/' : '') . $part[4];
        array_unshift($headers, "Host: $part[2]" . ($part[3] !== '' ? ":$port" : ''));
        if ($body !== '') {
            $headers[] = 'Content-Length: ' . strlen($body);
        }
        $message = strtoupper($method) . " $path HTTP/1.1\r\n" . implode("\r\n", $headers) . "\r\n\r\n" . $body;
        $response = self::exchange($client, "$protocol:", $part[2], $port, $message);
        [$head, $content] = explode("\r\n\r\n", $response, 2);
        return [(int) substr($head, 9, 3), explode("\r\n", $head), $content];
    }

    /** Whether header lines have a header of this name. */
    public static function hasHeader(array $headers, string $name): bool
    {
        return (bool) preg_grep('/^' . preg_quote($name, '/') . ':/i', $headers);
    }

    /** A form with a boundary; returns its header line and its body. */
    public static function multipart(array $fields): array
    {
        $boundary = 'x-form-boundary';
        $parts = '';
        foreach ($fields as $name => $value) {
            $value = $value instanceof CURLFile ? file_get_contents($value->getFilename()) : $value;
            $parts .= "--$boundary\r\nContent-Disposition: form-data; name=\"$name\"\r\n\r\n$value\r\n";
        }
        return ["Content-Type: multipart/form-data; boundary=$boundary", "$parts--$boundary--\r\n"];
    }

    public static function refuse(string $what): never
    {
        throw new RuntimeException("A recorded program must not open a connection: $what");
    }
}

foreach (['http-stream', 'socket', 'curl', 'wordpress'] as $part) {
    require __DIR__ . "/$part.php";
}

// Libraries that are installed with composer or PEAR; found by name, so that a program may bring its own.
set_include_path(get_include_path() . PATH_SEPARATOR . __DIR__ . '/libraries');
spl_autoload_register(static function (string $name): void {
    $libraries = ['GuzzleHttp' => 'guzzle', 'HTTP_Request' => 'HTTP/Request', 'HTTP_Request2' => 'HTTP/Request2', 'Zend_Http_Client' => 'Zend/Http/Client'];
    $library = $libraries[strtok($name, '\\')] ?? null;
    if ($library !== null) {
        require_once __DIR__ . "/libraries/$library.php";
    }
});

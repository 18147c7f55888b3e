<?php
// As much of Guzzle (6 and 7) as a client of an HTTP API needs.

namespace GuzzleHttp\Exception {
    class GuzzleException extends \RuntimeException {}
    class TransferException extends GuzzleException {}
    class RequestException extends TransferException {}
    class ClientException extends RequestException {}
}

namespace GuzzleHttp\Psr7 {
    class Request
    {
        public function __construct(public $method, public $uri, public array $headers = [], public $body = '') {}
    }

    class Stream
    {
        public function __construct(private string $content) {}
        public function getContents(): string { return $this->content; }
        public function __toString(): string { return $this->content; }
    }

    class Response
    {
        public function __construct(private int $status, private array $headers, private string $content) {}
        public function getStatusCode(): int { return $this->status; }
        public function getReasonPhrase(): string { return 'OK'; }
        public function getBody(): Stream { return new Stream($this->content); }
        public function getHeaderLine(string $name): string { return $this->headers[strtolower($name)] ?? ''; }
        public function getHeader(string $name): array { return [$this->getHeaderLine($name)]; }
    }
}

namespace GuzzleHttp {
    class RequestOptions
    {
        const QUERY = 'query';
        const FORM_PARAMS = 'form_params';
        const BODY = 'body';
        const JSON = 'json';
        const HEADERS = 'headers';
        const MULTIPART = 'multipart';
        const TIMEOUT = 'timeout';
        const VERIFY = 'verify';
        const HTTP_ERRORS = 'http_errors';
    }

    class Client
    {
        public function __construct(private array $config = []) {}

        public function get($uri, array $options = []) { return $this->request('GET', $uri, $options); }
        public function post($uri, array $options = []) { return $this->request('POST', $uri, $options); }
        public function put($uri, array $options = []) { return $this->request('PUT', $uri, $options); }
        public function delete($uri, array $options = []) { return $this->request('DELETE', $uri, $options); }

        public function send(Psr7\Request $request, array $options = [])
        {
            $options['headers'] = ($options['headers'] ?? []) + $request->headers;
            if ((string) $request->body !== '') {
                $options['body'] = $request->body;
            }
            return $this->request($request->method, $request->uri, $options);
        }

        public function request(string $method, $uri = '', array $options = []): Psr7\Response
        {
            $headers = [];
            foreach (($options['headers'] ?? []) + ($this->config['headers'] ?? []) as $name => $value) {
                $headers[] = "$name: " . implode(', ', (array) $value);
            }
            $options += $this->config;
            [$type, $body] = self::encodeBody($options);
            if ($type !== null && !\Recorder::hasHeader($headers, 'Content-Type')) {
                $headers[] = "Content-Type: $type";
            }
            $url = self::resolve((string) ($this->config['base_uri'] ?? ''), (string) $uri);
            // The option replaces the query that stands in the address.
            if (isset($options['query'])) {
                $query = $options['query'];
                $url = strtok($url, '?') . '?' . (is_array($query) ? http_build_query($query, '', '&', PHP_QUERY_RFC3986) : $query);
            }
            [$status, $lines, $content] = \Recorder::send('guzzle', $method, $url, $headers, $body);
            $received = [];
            foreach (array_slice($lines, 1) as $line) {
                [$name, $value] = explode(': ', $line, 2);
                $received[strtolower($name)] = $value;
            }
            return new Psr7\Response($status, $received, $content);
        }

        private static function encodeBody(array $options): array
        {
            if (isset($options['form_params'])) {
                return ['application/x-www-form-urlencoded', http_build_query($options['form_params'], '', '&')];
            }
            if (isset($options['json'])) {
                return ['application/json', json_encode($options['json'])];
            }
            if (isset($options['multipart'])) {
                $fields = array_column($options['multipart'], 'contents', 'name');
                [$header, $body] = \Recorder::multipart($fields);
                return [substr($header, strlen('Content-Type: ')), $body];
            }
            return [null, (string) ($options['body'] ?? '')];
        }

        /** An address without a host is taken from that of the client. */
        private static function resolve(string $base, string $uri): string
        {
            if ($base === '' || preg_match('~^https?://~i', $uri)) {
                return $uri;
            }
            preg_match('~^(\w+://[^/?#]+)([^?#]*)~', $base, $part);
            if ($uri === '' || $uri[0] === '?') {
                return "$part[1]$part[2]$uri";
            }
            $folder = preg_replace('~[^/]*$~', '', $part[2]);
            return $part[1] . ($uri[0] === '/' ? $uri : ($folder === '' ? '/' : $folder) . $uri);
        }
    }
}

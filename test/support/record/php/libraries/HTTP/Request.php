<?php
// As much of PEAR's HTTP_Request, the older one, as a client of an HTTP API needs.

class HTTP_Request
{
    private string $method = 'GET';
    private array $query = [];
    private array $fields = [];
    private array $headers = [];
    private string $body = '';
    private array $response = [0, ''];

    public function __construct(private string $url = '', array $options = [])
    {
        $this->method = $options['method'] ?? $this->method;
    }

    public function setURL($url) { $this->url = $url; }
    public function setMethod($method) { $this->method = $method; }
    public function setBody($body) { $this->body = $body; }
    public function addHeader($name, $value) { $this->headers[] = "$name: $value"; }
    public function addQueryString($name, $value) { $this->query[$name] = $value; }
    public function addRawQueryString($text) { parse_str($text, $this->query); }
    public function addPostData($name, $value) { $this->fields[$name] = $value; }

    public function sendRequest()
    {
        $url = $this->url;
        if ($this->query !== []) {
            $url .= (str_contains($url, '?') ? '&' : '?') . http_build_query($this->query, '', '&', PHP_QUERY_RFC3986);
        }
        $body = $this->fields === [] ? $this->body : http_build_query($this->fields, '', '&');
        $type = $this->fields === [] ? [] : ['Content-Type: application/x-www-form-urlencoded'];
        [$status, , $content] = Recorder::send('http-request', $this->method, $url, [...$this->headers, ...$type], $body);
        $this->response = [$status, $content];
        return true;
    }

    public function getResponseCode() { return $this->response[0]; }
    public function getResponseBody() { return $this->response[1]; }
}

if (!defined('HTTP_REQUEST_METHOD_GET')) {
    define('HTTP_REQUEST_METHOD_GET', 'GET');
    define('HTTP_REQUEST_METHOD_POST', 'POST');
}

if (!class_exists('PEAR')) {
    class PEAR
    {
        public static function isError($thing) { return false; }
    }
}

<?php
// As much of PEAR's HTTP_Request2 as a client of an HTTP API needs.

class HTTP_Request2_Exception extends Exception {}

class Net_URL2
{
    private string $base;
    private array $variables = [];

    public function __construct(string $url)
    {
        [$this->base, $query] = explode('?', $url, 2) + [1 => ''];
        parse_str($query, $this->variables);
    }

    public function setQueryVariable($name, $value) { $this->variables[$name] = $value; return $this; }
    public function setQueryVariables(array $variables) { $this->variables = $variables; return $this; }
    public function getURL(): string { return (string) $this; }

    public function __toString(): string
    {
        $query = http_build_query($this->variables, '', '&', PHP_QUERY_RFC3986);
        return $this->base . ($query === '' ? '' : "?$query");
    }
}

class HTTP_Request2_Response
{
    public function __construct(private int $status, private string $content) {}
    public function getStatus(): int { return $this->status; }
    public function getReasonPhrase(): string { return 'OK'; }
    public function getBody(): string { return $this->content; }
}

class HTTP_Request2
{
    const METHOD_GET = 'GET';
    const METHOD_POST = 'POST';

    private $url;
    private string $body = '';
    private array $fields = [];
    private array $headers = [];

    public function __construct($url = null, private string $method = self::METHOD_GET, array $config = [])
    {
        $this->setUrl($url ?? '');
    }

    /** A text stays as it is written until somebody asks for its parts. */
    public function setUrl($url) { $this->url = $url; return $this; }
    public function getUrl() { return is_string($this->url) ? ($this->url = new Net_URL2($this->url)) : $this->url; }
    public function setMethod(string $method) { $this->method = $method; return $this; }
    public function setConfig(...$config) { return $this; }
    public function setBody($body) { $this->body = (string) $body; return $this; }

    public function addPostParameter($name, $value = null)
    {
        $this->fields = array_merge($this->fields, is_array($name) ? $name : [$name => $value]);
        return $this;
    }

    public function setHeader($name, $value = null)
    {
        $this->headers = array_merge($this->headers, is_array($name) ? $name : [$name => $value]);
        return $this;
    }

    public function send(): HTTP_Request2_Response
    {
        $headers = array_map(fn ($name, $value) => "$name: $value", array_keys($this->headers), $this->headers);
        $body = $this->fields === [] ? $this->body : http_build_query($this->fields, '', '&', PHP_QUERY_RFC3986);
        if ($body !== '' && !Recorder::hasHeader($headers, 'Content-Type')) {
            $headers[] = 'Content-Type: application/x-www-form-urlencoded';
        }
        [$status, , $content] = Recorder::send('http-request2', $this->method, (string) $this->url, $headers, $body);
        return new HTTP_Request2_Response($status, $content);
    }
}

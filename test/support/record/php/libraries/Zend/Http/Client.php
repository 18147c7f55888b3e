<?php
// As much of Zend_Http_Client (version 1) as a client of an HTTP API needs.

class Zend_Http_Client_Exception extends Exception {}

class Zend_Http_Response
{
    public function __construct(private int $status, private string $content) {}
    public function getStatus(): int { return $this->status; }
    public function getMessage(): string { return 'OK'; }
    public function getBody(): string { return $this->content; }
    public function isSuccessful(): bool { return $this->status < 300; }
    public function isError(): bool { return $this->status >= 400; }
}

class Zend_Http_Client
{
    const GET = 'GET';
    const POST = 'POST';

    private string $method = self::GET;
    private array $query = [];
    private array $fields = [];
    private array $headers = [];
    private string $raw = '';
    private ?string $type = null;

    public function __construct(private $uri = null, $config = null) {}

    public function setUri($uri) { $this->uri = $uri; return $this; }
    public function setConfig($config = []) { return $this; }
    public function setMethod($method = self::GET) { $this->method = $method; return $this; }
    public function setEncType($type) { $this->type = $type; return $this; }
    public function setParameterGet($name, $value = null) { return $this->add($this->query, $name, $value); }
    public function setParameterPost($name, $value = null) { return $this->add($this->fields, $name, $value); }
    public function setHeaders($name, $value = null) { return $this->add($this->headers, $name, $value); }

    public function setRawData($data, $type = null)
    {
        [$this->raw, $this->type] = [$data, $type ?? $this->type];
        return $this;
    }

    public function resetParameters($all = false)
    {
        [$this->query, $this->fields, $this->raw] = [[], [], ''];
        return $this;
    }

    public function request($method = null): Zend_Http_Response
    {
        $url = (string) $this->uri;
        if ($this->query !== []) {
            $url .= (str_contains($url, '?') ? '&' : '?') . http_build_query($this->query, '', '&');
        }
        $headers = array_map(fn ($name, $value) => "$name: $value", array_keys($this->headers), $this->headers);
        $body = $this->raw !== '' ? $this->raw : http_build_query($this->fields, '', '&');
        $type = $this->type ?? ($this->raw === '' && $body !== '' ? 'application/x-www-form-urlencoded' : null);
        if ($type !== null) {
            $headers[] = "Content-Type: $type";
        }
        [$status, , $content] = Recorder::send('zend', $method ?? $this->method, $url, $headers, $body);
        return new Zend_Http_Response($status, $content);
    }

    private function add(array &$values, $name, $value): static
    {
        foreach (is_array($name) ? $name : [$name => $value] as $each => $given) {
            $values[$each] = $given;
        }
        return $this;
    }
}

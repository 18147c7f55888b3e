<?php
// `http://` and `https://` as files: file_get_contents, fopen, file, copy, simplexml_load_file.

final class RecordedHttpStream
{
    public $context;
    private string $content = '';
    private int $at = 0;

    public function stream_open(string $url, string $mode): bool
    {
        if ($mode[0] !== 'r') {
            trigger_error('HTTP wrapper does not support writeable connections', E_USER_WARNING);
            return false;
        }
        $options = stream_context_get_options($this->context ?? stream_context_get_default())['http'] ?? [];
        $content = (string) ($options['content'] ?? '');
        $headers = $options['header'] ?? [];
        $headers = is_array($headers) ? $headers : preg_split('/\r?\n/', $headers);
        $headers = array_values(array_filter(array_map('trim', $headers), 'strlen'));
        if (isset($options['user_agent']) && !Recorder::hasHeader($headers, 'User-Agent')) {
            $headers[] = "User-Agent: {$options['user_agent']}";
        }
        if ($content !== '' && !Recorder::hasHeader($headers, 'Content-Type')) {
            $headers[] = 'Content-Type: application/x-www-form-urlencoded';
        }
        $headers = array_values(preg_grep('/^(?:Host|Content-Length):/i', $headers, PREG_GREP_INVERT));
        $method = $options['method'] ?? 'GET';
        [, $GLOBALS['http_response_header'], $this->content] = Recorder::send('stream', $method, $url, $headers, $content);
        return true;
    }

    public function stream_read(int $count): string
    {
        $piece = substr($this->content, $this->at, $count);
        $this->at += strlen($piece);
        return $piece;
    }

    public function stream_eof(): bool
    {
        return $this->at >= strlen($this->content);
    }

    public function stream_stat(): array
    {
        return [];
    }

    public function stream_set_option(): bool
    {
        return true;
    }
}

foreach (stream_get_wrappers() as $name) {
    if (in_array($name, ['http', 'https', 'ftp', 'ftps'], true)) {
        stream_wrapper_unregister($name);
    }
}
stream_wrapper_register('http', RecordedHttpStream::class, STREAM_IS_URL);
stream_wrapper_register('https', RecordedHttpStream::class, STREAM_IS_URL);

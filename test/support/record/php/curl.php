<?php
// The functions of the curl extension, whether it is there or not. Options that are not sent are accepted.

foreach (
    [
        'CURLOPT_URL', 'CURLOPT_POST', 'CURLOPT_POSTFIELDS', 'CURLOPT_HTTPGET', 'CURLOPT_CUSTOMREQUEST', 'CURLOPT_PUT',
        'CURLOPT_HTTPHEADER', 'CURLOPT_HEADER', 'CURLOPT_NOBODY', 'CURLOPT_RETURNTRANSFER', 'CURLOPT_BINARYTRANSFER',
        'CURLOPT_USERAGENT', 'CURLOPT_REFERER', 'CURLOPT_COOKIE', 'CURLOPT_COOKIEFILE', 'CURLOPT_COOKIEJAR',
        'CURLOPT_USERPWD', 'CURLOPT_HTTPAUTH', 'CURLOPT_ENCODING', 'CURLOPT_PORT', 'CURLOPT_TIMEOUT',
        'CURLOPT_CONNECTTIMEOUT', 'CURLOPT_TIMEOUT_MS', 'CURLOPT_SSL_VERIFYPEER', 'CURLOPT_SSL_VERIFYHOST',
        'CURLOPT_SSLVERSION', 'CURLOPT_CAINFO', 'CURLOPT_CAPATH', 'CURLOPT_FOLLOWLOCATION', 'CURLOPT_MAXREDIRS',
        'CURLOPT_AUTOREFERER', 'CURLOPT_FAILONERROR', 'CURLOPT_VERBOSE', 'CURLOPT_STDERR', 'CURLOPT_FRESH_CONNECT',
        'CURLOPT_FORBID_REUSE', 'CURLOPT_HTTP_VERSION', 'CURLOPT_IPRESOLVE', 'CURLOPT_PROXY', 'CURLOPT_DNS_CACHE_TIMEOUT',
        'CURLOPT_WRITEFUNCTION', 'CURLOPT_FILE', 'CURLINFO_HEADER_OUT', 'CURLINFO_HTTP_CODE', 'CURLINFO_RESPONSE_CODE',
        'CURLINFO_CONTENT_TYPE', 'CURLINFO_EFFECTIVE_URL', 'CURLINFO_HEADER_SIZE', 'CURLINFO_TOTAL_TIME',
        'CURLAUTH_BASIC', 'CURLAUTH_ANY', 'CURL_HTTP_VERSION_1_0', 'CURL_HTTP_VERSION_1_1', 'CURL_IPRESOLVE_V4',
    ] as $number => $name
) {
    defined($name) || define($name, 90000 + $number);
}
foreach (['CURLE_OK', 'CURLM_OK'] as $name) {
    defined($name) || define($name, 0);
}
defined('CURLM_CALL_MULTI_PERFORM') || define('CURLM_CALL_MULTI_PERFORM', -1);

if (!class_exists('CURLFile')) {
    class CURLFile
    {
        public function __construct(public $name, public $mime = '', public $postname = '') {}
        public function getFilename() { return $this->name; }
    }
}

final class RecordedCurl
{
    public array $options = [];
    public array $info = [];
    /** What a transfer among several returned. */
    public string $content = '';

    public function run(): string
    {
        $get = fn (int $option, $default = null) => $this->options[$option] ?? $default;
        $headers = array_values($get(CURLOPT_HTTPHEADER, []));
        $named = [CURLOPT_USERAGENT => 'User-Agent', CURLOPT_REFERER => 'Referer', CURLOPT_COOKIE => 'Cookie'];
        foreach ($named as $option => $name) {
            if ($get($option) !== null) {
                $headers[] = "$name: {$get($option)}";
            }
        }
        if ($get(CURLOPT_USERPWD) !== null) {
            $headers[] = 'Authorization: Basic ' . base64_encode($get(CURLOPT_USERPWD));
        }
        $body = $get(CURLOPT_POSTFIELDS, '');
        $isPost = $get(CURLOPT_POST, false);
        if (is_array($body)) {
            [$headers[], $body] = Recorder::multipart($body);
        } elseif ($isPost && !Recorder::hasHeader($headers, 'Content-Type')) {
            $headers[] = 'Content-Type: application/x-www-form-urlencoded';
        }
        $method = $get(CURLOPT_CUSTOMREQUEST, $isPost ? 'POST' : ($get(CURLOPT_NOBODY) ? 'HEAD' : 'GET'));
        $url = (string) $get(CURLOPT_URL, '');
        $url = preg_match('~^https?://~i', $url) ? $url : "http://$url";
        if ($get(CURLOPT_PORT) !== null) {
            $url = preg_replace('~^(\w+://[^/?#:]+)(?::\d+)?~', '${1}:' . $get(CURLOPT_PORT), $url);
        }
        [$status, $lines, $content] = Recorder::send('curl', $method, $url, $headers, $isPost ? (string) $body : '');
        $head = $get(CURLOPT_HEADER) ? implode("\r\n", $lines) . "\r\n\r\n" : '';
        $type = trim(substr(current(preg_grep('/^Content-Type:/i', $lines)), 13));
        $this->info = ['url' => $url, 'http_code' => $status, 'content_type' => $type, 'header_size' => strlen($head), 'total_time' => 0.0];
        return $head . ($get(CURLOPT_NOBODY) ? '' : $content);
    }
}

function curl_init($url = null)
{
    $handle = new RecordedCurl();
    if ($url !== null) {
        curl_setopt($handle, CURLOPT_URL, $url);
    }
    return $handle;
}

function curl_setopt($handle, $option, $value)
{
    // As in libcurl, a body makes a POST, and asking for a GET ends it.
    if ($option === CURLOPT_POSTFIELDS) {
        $handle->options[CURLOPT_POST] = true;
    }
    if (($option === CURLOPT_HTTPGET && $value) || ($option === CURLOPT_POST && !$value)) {
        unset($handle->options[CURLOPT_POST], $handle->options[CURLOPT_POSTFIELDS]);
    }
    $handle->options[$option] = $value;
    return true;
}

function curl_setopt_array($handle, array $options)
{
    foreach ($options as $option => $value) {
        curl_setopt($handle, $option, $value);
    }
    return true;
}

function curl_exec($handle)
{
    $content = $handle->run();
    if (isset($handle->options[CURLOPT_WRITEFUNCTION])) {
        $handle->options[CURLOPT_WRITEFUNCTION]($handle, $content);
        return true;
    }
    if (isset($handle->options[CURLOPT_FILE])) {
        return fwrite($handle->options[CURLOPT_FILE], $content) !== false;
    }
    if (!empty($handle->options[CURLOPT_RETURNTRANSFER])) {
        return $content;
    }
    echo $content;
    return true;
}

function curl_getinfo($handle, $option = null)
{
    $names = [
        CURLINFO_HTTP_CODE => 'http_code', CURLINFO_RESPONSE_CODE => 'http_code', CURLINFO_CONTENT_TYPE => 'content_type',
        CURLINFO_EFFECTIVE_URL => 'url', CURLINFO_HEADER_SIZE => 'header_size', CURLINFO_TOTAL_TIME => 'total_time',
    ];
    return $option === null ? $handle->info : $handle->info[$names[$option]] ?? false;
}

function curl_error($handle) { return ''; }
function curl_errno($handle) { return 0; }
function curl_strerror($code) { return 'No error'; }
function curl_close($handle) {}
function curl_reset($handle) { $handle->options = []; }
function curl_copy_handle($handle) { return clone $handle; }
function curl_escape($handle, $text) { return rawurlencode($text); }
function curl_unescape($handle, $text) { return rawurldecode($text); }
function curl_version() { return ['version' => '8.0.0', 'ssl_version' => 'none', 'features' => 0]; }

function curl_multi_init() { return new ArrayObject(); }
function curl_multi_add_handle($all, $handle) { $all[] = $handle; return 0; }
function curl_multi_remove_handle($all, $handle) { return 0; }
function curl_multi_select($all, $timeout = 1.0) { return 0; }
function curl_multi_getcontent($handle) { return $handle->content; }
function curl_multi_info_read($all, &$waiting = null) { return false; }
function curl_multi_setopt($all, $option, $value) { return true; }
function curl_multi_errno($all) { return 0; }
function curl_multi_strerror($code) { return 'No error'; }
function curl_multi_close($all) {}

function curl_multi_exec($all, &$running)
{
    foreach ($all as $handle) {
        if ($handle->info === []) {
            $handle->content = $handle->run();
        }
    }
    $running = 0;
    return CURLM_OK;
}

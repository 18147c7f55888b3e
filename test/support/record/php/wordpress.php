<?php
// What plugins of WordPress use to send requests and to keep their settings, without WordPress.

class WP_Error
{
    public function __construct(public $code = '', public $message = '') {}
    public function get_error_message() { return $this->message; }
    public function get_error_code() { return $this->code; }
}

function wp_remote_request($url, $arguments = [])
{
    $arguments = wp_parse_args($arguments, ['method' => 'GET', 'headers' => [], 'body' => null]);
    $method = strtoupper($arguments['method']);
    $body = $arguments['body'] ?? '';
    $headers = [];
    foreach (is_array($arguments['headers']) ? $arguments['headers'] : [] as $name => $value) {
        $headers[] = "$name: $value";
    }
    if (is_array($body) && in_array($method, ['GET', 'HEAD'], true)) {
        $url .= $body === [] ? '' : (str_contains($url, '?') ? '&' : '?') . http_build_query($body);
        $body = '';
    } elseif ($body !== '' && $body !== []) {
        $body = is_array($body) ? http_build_query($body) : $body;
        if (!Recorder::hasHeader($headers, 'Content-Type')) {
            $headers[] = 'Content-Type: application/x-www-form-urlencoded';
        }
    } else {
        $body = '';
    }
    [$status, $lines, $content] = Recorder::send('wordpress', $method, $url, $headers, $body);
    $received = [];
    foreach (array_slice($lines, 1) as $line) {
        [$name, $value] = explode(': ', $line, 2);
        $received[strtolower($name)] = $value;
    }
    return ['headers' => $received, 'body' => $content, 'response' => ['code' => $status, 'message' => 'OK'], 'cookies' => []];
}

function wp_remote_get($url, $arguments = [])
{
    return wp_remote_request($url, ['method' => 'GET'] + wp_parse_args($arguments));
}

function wp_remote_post($url, $arguments = [])
{
    return wp_remote_request($url, ['method' => 'POST'] + wp_parse_args($arguments));
}

function wp_safe_remote_get($url, $arguments = []) { return wp_remote_get($url, $arguments); }
function wp_safe_remote_post($url, $arguments = []) { return wp_remote_post($url, $arguments); }
function wp_remote_retrieve_body($response) { return $response['body'] ?? ''; }
function wp_remote_retrieve_response_code($response) { return $response['response']['code'] ?? ''; }
function wp_remote_retrieve_response_message($response) { return $response['response']['message'] ?? ''; }
function wp_remote_retrieve_headers($response) { return $response['headers'] ?? []; }
function wp_remote_retrieve_header($response, $name) { return $response['headers'][strtolower($name)] ?? ''; }
function is_wp_error($thing) { return $thing instanceof WP_Error; }

function wp_parse_args($arguments, $defaults = [])
{
    if (is_string($arguments)) {
        parse_str($arguments, $arguments);
    }
    return array_merge($defaults, (array) $arguments);
}

/** As WordPress: the values are not encoded, those of the address stay as they are. */
function add_query_arg(...$arguments)
{
    [$added, $url] = is_array($arguments[0]) ? $arguments : [[$arguments[0] => $arguments[1]], $arguments[2]];
    [$base, $query] = explode('?', $url, 2) + [1 => ''];
    parse_str($query, $stood);
    $stood = array_map('urlencode', $stood);
    return $base . '?' . build_query(array_merge($stood, $added));
}

function build_query($data)
{
    $pairs = [];
    foreach ($data as $name => $value) {
        if ($value !== null && $value !== false) {
            $pairs[] = "$name=$value";
        }
    }
    return implode('&', $pairs);
}

function get_option($name, $default = false) { return $GLOBALS['recorded_options'][$name] ?? $default; }
function update_option($name, $value) { $GLOBALS['recorded_options'][$name] = $value; return true; }
function add_option($name, $value = '') { $GLOBALS['recorded_options'][$name] ??= $value; return true; }
function delete_option($name) { unset($GLOBALS['recorded_options'][$name]); return true; }
function get_transient($name) { return get_option("_transient_$name"); }
function set_transient($name, $value, $seconds = 0) { return update_option("_transient_$name", $value); }
function delete_transient($name) { return delete_option("_transient_$name"); }
function wp_json_encode($value) { return json_encode($value); }
function esc_url_raw($url) { return $url; }

/** The class behind the functions, which older plugins use by itself. */
class WP_Http
{
    public function request($url, $arguments = []) { return wp_remote_request($url, $arguments); }
    public function get($url, $arguments = []) { return wp_remote_get($url, $arguments); }
    public function post($url, $arguments = []) { return wp_remote_post($url, $arguments); }
}

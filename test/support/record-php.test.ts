import { testClients, URL_TEXT } from './record/clients.ts';

const QUERY = 'array("newFormat" => 1, "authtoken" => "t")';
const BASE = 'https://crm.zoho.com/crm/private/json/Leads/getRecords';
const POST = 'POST https://crm.zoho.eu:443/crm/private/xml/Leads/insertRecords';
const POST_URL = 'https://crm.zoho.eu/crm/private/xml/Leads/insertRecords';

const php = (code: string) => `<?php\n${code}\n`;
/** A program that prints whether `$text`, the reply, has a `response`. */
const get = (code: string) => php(`${code}\necho isset(json_decode($text)->response) ? "ok\\n" : $text;`);

testClients({
  run: 'main.php',
  get: {
    file_get_contents: get(`$text = file_get_contents('${URL_TEXT}');`),
    fopen: get(
      `$file = fopen('${URL_TEXT}', 'r'); $text = ''; while (!feof($file)) $text .= fgets($file, 10); fclose($file);`,
    ),
    file: get(`$text = implode('', file('${URL_TEXT}'));`),
    curl: get(
      `$c = curl_init(); curl_setopt($c, CURLOPT_URL, '${URL_TEXT}'); curl_setopt($c, CURLOPT_SSL_VERIFYPEER, false);
       curl_setopt($c, CURLOPT_RETURNTRANSFER, 1); $text = curl_exec($c); if (curl_errno($c)) die(curl_error($c));
       if (curl_getinfo($c, CURLINFO_HTTP_CODE) != 200) die('no'); curl_close($c);`,
    ),
    'curl that prints': get(
      `$c = curl_init('${URL_TEXT}'); ob_start(); curl_exec($c); $text = ob_get_clean();`,
    ),
    curl_multi: get(
      `$all = curl_multi_init(); $c = curl_init('${URL_TEXT}'); curl_setopt($c, CURLOPT_RETURNTRANSFER, 1);
       curl_multi_add_handle($all, $c); do { curl_multi_exec($all, $running); } while ($running > 0);
       $text = curl_multi_getcontent($c);`,
    ),
    fsockopen: get(
      `$s = fsockopen('ssl://crm.zoho.com', 443, $code, $message, 30);
       fputs($s, "GET ${URL_TEXT.replace('https://crm.zoho.com', '')} HTTP/1.0\\r\\nHost: crm.zoho.com\\r\\n\\r\\n");
       $text = ''; while (!feof($s)) $text .= fgets($s, 128); fclose($s);
       $text = substr($text, strpos($text, "\\r\\n\\r\\n") + 4);`,
    ),
    'a curl of its own': get(`$text = shell_exec("curl -s '${URL_TEXT}'");`),
    WordPress: get(
      `$reply = wp_remote_get('${URL_TEXT}', array('timeout' => 9)); $text = is_wp_error($reply) ? '' : wp_remote_retrieve_body($reply);`,
    ),
    'WordPress, add_query_arg': get(
      `$text = wp_remote_retrieve_body(wp_remote_get(add_query_arg(${QUERY}, '${BASE}')));`,
    ),
    Guzzle: get(
      `require 'vendor/autoload.php'; $client = new GuzzleHttp\\Client(['base_uri' => 'https://crm.zoho.com/crm/private/']);
       $text = (string) $client->request('GET', 'json/Leads/getRecords', ['query' => ${QUERY}])->getBody();`,
    ),
    'Guzzle, imported': get(
      `use GuzzleHttp\\Client; $text = (new Client())->get('${BASE}', ['query' => ${QUERY}])->getBody()->getContents();`,
    ),
    HTTP_Request2: get(
      `require_once 'HTTP/Request2.php'; $r = new HTTP_Request2('${BASE}?newFormat=1'); $r->getUrl()->setQueryVariable('authtoken', 't');
       $text = $r->send()->getBody();`,
    ),
    WP_Http: get(
      `$request = new WP_Http; $reply = $request->request('${URL_TEXT}', array('method' => 'GET')); $text = $reply['body'];`,
    ),
    HTTP_Request: get(
      `require_once 'HTTP/Request.php'; $r = new HTTP_Request('${BASE}'); $r->setMethod(HTTP_REQUEST_METHOD_GET);
       $r->addQueryString('newFormat', 1); $r->addQueryString('authtoken', 't');
       if (PEAR::isError($r->sendRequest())) exit(1); $text = $r->getResponseBody();`,
    ),
    Zend_Http_Client: get(
      `require_once 'Zend/Http/Client.php'; $c = new Zend_Http_Client('${BASE}'); $c->setParameterGet(${QUERY});
       $text = $c->request('GET')->getBody();`,
    ),
  },
  send: {
    'a stream context': [
      php(
        `$context = stream_context_create(array('http' => array('method' => 'POST', 'header' => "Content-type: application/x-www-form-urlencoded\\r\\n",
         'content' => http_build_query(array('b' => 'x y', 'a' => '1&2')))));
         file_get_contents('${POST_URL}', false, $context);`,
      ),
      `${POST} b=x+y&a=1%262`,
    ],
    'curl with a text': [
      php(
        `$c = curl_init('${POST_URL}'); curl_setopt_array($c, array(CURLOPT_POST => 1, CURLOPT_POSTFIELDS => 'b=x y&a=$', CURLOPT_RETURNTRANSFER => true)); curl_exec($c);`,
      ),
      `${POST} b=x y&a=$`,
    ],
    'curl with fields': [
      php(
        `$c = curl_init('${POST_URL}'); curl_setopt($c, CURLOPT_POSTFIELDS, array('b' => 'x y')); curl_exec($c);`,
      ),
      `${POST} --the-boundary\r\nContent-Disposition: form-data; name="b"\r\n\r\nx y\r\n--the-boundary--`,
    ],
    'WordPress with fields': [
      php(`wp_remote_post('${POST_URL}', array('body' => array('b' => 'x y', 'a' => 1)));`),
      `${POST} b=x+y&a=1`,
    ],
    'Guzzle with fields, a text and JSON': [
      php(
        `$client = new GuzzleHttp\\Client(); foreach ([['form_params' => ['b' => 'x y']], ['body' => 'raw'], ['json' => ['a' => 1]]] as $options) $client->post('${POST_URL}', $options);`,
      ),
      `${POST} b=x+y`,
      `${POST} raw`,
      `${POST} {"a":1}`,
    ],
    'HTTP_Request2 with fields': [
      php(
        `$r = new HTTP_Request2('${POST_URL}', HTTP_Request2::METHOD_POST); $r->addPostParameter('b', 'x y'); $r->send();`,
      ),
      `${POST} b=x%20y`,
    ],
    'Zend_Http_Client with fields': [
      php(`$c = new Zend_Http_Client('${POST_URL}'); $c->setParameterPost('b', 'x y'); $c->request('POST');`),
      `${POST} b=x+y`,
    ],
    'an address that is written badly': [
      php(`file_get_contents('http://crm.zoho.com:8080/crm/private/xml/Leads/getRecords?a=b c&ü=$#part');`),
      'GET http://crm.zoho.com:8080/crm/private/xml/Leads/getRecords?a=b c&Ã¼=$',
    ],
  },
  refused: {
    'a socket of its own': php(`$s = socket_create(AF_INET, SOCK_STREAM, SOL_TCP);`),
    mail: php(`mail('somebody@example.com', 'subject', 'text');`),
  },
  environment: php(`echo getenv('ZOHO_AUTHTOKEN_EU'), ' ', $_ENV['ZOHO_AUTHTOKEN'], getenv('OTHER');`),
  login: php(
    `$reply = file_get_contents('https://accounts.zoho.com/login?servicename=ZohoCRM&FROM_AGENT=true&PASSWORD=p&LOGIN_ID=' . getenv('WHO'));
     preg_match('/TICKET=(.+)/', $reply, $found); echo $found[1], "\\n";
     $xml = simplexml_load_string(file_get_contents('https://crm.zoho.com/crm/private/xml/Leads/getRecords?ticket=' . $found[1]));
     if ((string) $xml->result->Leads->row->FL[1] !== 'Acme') exit(1);`,
  ),
  pair: [
    php(
      `echo strlen(file_get_contents('${BASE}?newFormat=1&apikey=k$&ticket=' . md5('x') . '&fromIndex=1'));`,
    ),
    php(
      `echo strlen(file_get_contents('${BASE}?newFormat=1&authtoken=' . getenv('ZOHO_AUTHTOKEN') . '&scope=crmapi&fromIndex=1'));`,
    ),
  ],
});

"""As much of requests as a client of an HTTP API needs, with its rules of how data becomes a query or a body."""

import base64
import json as json_module
import sys
import types
import urllib.parse

import sitecustomize


class RequestException(IOError):
    pass


class HTTPError(RequestException):
    pass


class ConnectionError(RequestException):
    pass


class Timeout(RequestException):
    pass


exceptions = types.ModuleType("requests.exceptions")
for _kind in (RequestException, HTTPError, ConnectionError, Timeout):
    setattr(exceptions, _kind.__name__, _kind)
codes = types.SimpleNamespace(ok=200, OK=200, created=201, bad_request=400, unauthorized=401, not_found=404)


class Response:
    def __init__(self, url, message):
        head, self.content = message.split(b"\r\n\r\n", 1)
        lines = head.decode("latin-1").split("\r\n")
        self.url = url
        self.status_code = int(lines[0].split(" ")[1])
        self.reason = "OK"
        self.ok = self.status_code < 400
        self.encoding = "utf-8"
        self.headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines[1:])}

    @property
    def text(self):
        return self.content.decode(self.encoding)

    def json(self, **options):
        return json_module.loads(self.text, **options)

    def raise_for_status(self):
        if not self.ok:
            raise HTTPError("%d Error for url: %s" % (self.status_code, self.url))

    def close(self):
        pass


def _encode(data):
    """A form of a dictionary or of pairs; what has no value is left out."""
    if isinstance(data, (str, bytes)):
        return data if isinstance(data, str) else data.decode()
    pairs = data.items() if hasattr(data, "items") else data
    return urllib.parse.urlencode([(name, value) for name, value in pairs if value is not None], doseq=True)


def _multipart(data, files):
    boundary = "x-form-boundary"
    pairs = list(data.items() if hasattr(data, "items") else data or [])
    for name, given in files.items() if hasattr(files, "items") else files:
        content = given[1] if isinstance(given, (tuple, list)) else given
        pairs.append((name, content.read() if hasattr(content, "read") else content))
    body = b""
    for name, value in pairs:
        content = value if isinstance(value, bytes) else str(value).encode()
        head = '--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n' % (boundary, name)
        body += head.encode() + content + b"\r\n"
    return "multipart/form-data; boundary=" + boundary, body + ("--%s--\r\n" % boundary).encode()


def _body(data, json, files):
    """The type and the bytes of a body."""
    if files:
        return _multipart(data, files)
    if data:
        if hasattr(data, "read"):
            data = data.read()
        if isinstance(data, (str, bytes)):
            return None, data.encode() if isinstance(data, str) else data
        return "application/x-www-form-urlencoded", _encode(data).encode()
    if json is not None:
        return "application/json", json_module.dumps(json).encode()
    return None, b""


class Session:
    def __init__(self):
        self.headers = {}
        self.params = {}
        self.cookies = {}
        self.auth = None
        self.verify = True

    def __enter__(self):
        return self

    def __exit__(self, *_args):
        pass

    def close(self):
        pass

    def mount(self, _prefix, _adapter):
        pass

    def request(self, method, url, params=None, data=None, headers=None, json=None, files=None, auth=None, **_options):
        if isinstance(params, dict) or params is None:
            params = {**self.params, **(params or {})}
        query = _encode(params)
        parts = urllib.parse.urlsplit(url)
        joined = "&".join(piece for piece in (parts.query, query) if piece)
        safe = "!#$%&'()*+,/:;=?@[]~"
        path = urllib.parse.quote(parts.path or "/", safe) + ("?" + urllib.parse.quote(joined, safe) if joined else "")
        kind, body = _body(data, json, files)
        sent = {"Host": parts.netloc, "User-Agent": "python-requests", **self.headers, **(headers or {})}
        if kind and not any(name.lower() == "content-type" for name in sent):
            sent["Content-Type"] = kind
        who = auth or self.auth
        if who:
            sent["Authorization"] = "Basic " + base64.b64encode(":".join(who).encode()).decode()
        if body:
            sent["Content-Length"] = str(len(body))
        lines = ["%s %s HTTP/1.1" % (method.upper(), path)]
        lines += ["%s: %s" % (name, value) for name, value in sent.items() if value is not None]
        port = parts.port or (443 if parts.scheme == "https" else 80)
        target = ("requests", parts.scheme + ":", parts.hostname, port)
        message = ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8") + body
        return Response(urllib.parse.urlunsplit((parts.scheme, parts.netloc, path, "", "")), sitecustomize.exchange(*target, message))

    def get(self, url, **options):
        return self.request("GET", url, **options)

    def post(self, url, data=None, json=None, **options):
        return self.request("POST", url, data=data, json=json, **options)

    def put(self, url, data=None, **options):
        return self.request("PUT", url, data=data, **options)

    def delete(self, url, **options):
        return self.request("DELETE", url, **options)


session = Session


def request(method, url, **options):
    return Session().request(method, url, **options)


def get(url, params=None, **options):
    return request("GET", url, params=params, **options)


def post(url, data=None, json=None, **options):
    return request("POST", url, data=data, json=json, **options)


def put(url, data=None, **options):
    return request("PUT", url, data=data, **options)


def delete(url, **options):
    return request("DELETE", url, **options)


sys.modules["requests.exceptions"] = exceptions

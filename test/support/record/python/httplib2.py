"""As much of httplib2 as a client of an HTTP API needs."""

import http.client
import urllib.parse


class HttpLib2Error(Exception):
    pass


class Response(dict):
    def __init__(self, reply):
        super().__init__((name.lower(), value) for name, value in reply.getheaders())
        self.status = reply.status
        self.reason = reply.reason
        self["status"] = str(reply.status)


class Http:
    def __init__(self, *_args, **_options):
        pass

    def request(self, uri, method="GET", body=None, headers=None, **_options):
        parts = urllib.parse.urlsplit(uri)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        connection = kind(parts.netloc)
        path = (parts.path or "/") + ("?" + parts.query if parts.query else "")
        connection.request(method, path, body, headers or {})
        reply = connection.getresponse()
        return Response(reply), reply.read()

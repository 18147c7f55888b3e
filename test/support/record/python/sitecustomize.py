"""Loaded before the recorded program: Python imports this module by itself at its start.

Every connection of http.client (and of what stands on it: urllib, urllib2, httplib, httplib2, requests) leads to the
recorder over file descriptor 3. What is recorded is what the client really wrote. No socket is opened.
"""

import builtins
import http.client
import io
import os
import socket
import subprocess
import sys
import threading
import types
import urllib.error
import urllib.parse
import urllib.request

_turn = threading.Lock()


def exchange(client, protocol, host, port, message):
    """Hands over a whole HTTP request as it would be written to a socket; returns the whole response."""
    head = "%s %s %s %d %d\n" % (client, protocol, host, port, len(message))
    with _turn, os.fdopen(3, "r+b", buffering=0, closefd=False) as wire:
        wire.write(head.encode() + message)
        length = b""
        while not length.endswith(b"\n"):
            length += wire.read(1)
        response = b""
        while len(response) < int(length):
            response += wire.read(int(length) - len(response))
    return response


class RecordedSocket:
    """What http.client asks of a socket; a request is complete when its answer is first read."""

    def __init__(self, protocol, host, port):
        self.target = ("http", protocol, host, port)
        self.written = b""

    def sendall(self, data):
        self.written += bytes(data)

    def makefile(self, *_args, **_options):
        message, self.written = self.written, b""
        return io.BytesIO(exchange(*self.target, message))

    def settimeout(self, _seconds):
        pass

    def close(self):
        if self.written:  # nobody reads the answer, but the request has gone out
            self.makefile()


def _connect(connection):
    secure = isinstance(connection, http.client.HTTPSConnection)
    connection.sock = RecordedSocket("https:" if secure else "http:", connection.host, connection.port)


def _refuse(*_args, **_options):
    raise RuntimeError("A recorded program must not open a connection")


http.client.HTTPConnection.connect = _connect
http.client.HTTPSConnection.connect = _connect
socket.socket.connect = _refuse
socket.socket.connect_ex = _refuse
socket.socket.sendto = _refuse
socket.create_connection = _refuse
socket.getaddrinfo = _refuse
socket.gethostbyname = _refuse


_start = subprocess.Popen.__init__


def _start_with_wire(process, *args, **options):
    """Other programs keep the way to the recorder, which Python would close for them."""
    options.setdefault("pass_fds", (3,))
    _start(process, *args, **options)


subprocess.Popen.__init__ = _start_with_wire


# The library of Python 2 by its old names. Its syntax is another matter: `print x` is no Python 3.


def _urlopen(url, data=None, timeout=None, **options):
    """As in Python 2, where text was bytes."""
    if isinstance(data, str):
        data = data.encode()
    return urllib.request.urlopen(url, data, **options)


class _Request(urllib.request.Request):
    def __init__(self, url, data=None, *args, **options):
        super().__init__(url, data.encode() if isinstance(data, str) else data, *args, **options)

    def add_data(self, data):
        self.data = data.encode() if isinstance(data, str) else data


def _module(name, *sources, **more):
    module = types.ModuleType(name)
    for source in sources:
        vars(module).update({key: value for key, value in vars(source).items() if not key.startswith("__")})
    vars(module).update(more)
    sys.modules[name] = module


_module("urllib2", urllib.error, urllib.request, urlopen=_urlopen, Request=_Request)
_module("httplib", http.client)
_module("urlparse", urllib.parse)
_module("StringIO", StringIO=io.StringIO)
for _name in ("urlencode", "quote", "quote_plus", "unquote", "unquote_plus"):
    setattr(urllib, _name, getattr(urllib.parse, _name))
urllib.urlopen = _urlopen
builtins.unicode = str
builtins.basestring = str

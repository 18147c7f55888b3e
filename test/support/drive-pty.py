"""Runs a command in a pseudo-terminal of its own.

    drive-pty.py ROWS COLUMNS COMMAND [ARGUMENT...]

Reads one JSON object a line on standard input: {"send": TEXT} types it, {"resize": [ROWS, COLUMNS]} changes the size,
{"signal": NUMBER} sends a signal to the terminal's foreground group, {"echo": true} asks whether the terminal echoes.
Writes one JSON object a line: {"data": BASE64} for what the terminal shows, {"echo": BOOLEAN}, and last
{"exit": CODE} or {"killed": SIGNAL}.
"""
import base64
import errno
import fcntl
import json
import os
import pty
import selectors
import signal
import struct
import sys
import termios


def set_size(terminal, rows, columns):
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def tell(**what):
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def write_all(terminal, data):
    while data:
        data = data[os.write(terminal, data):]


def obey(terminal, order):
    if "send" in order:
        write_all(terminal, order["send"].encode())
    elif "resize" in order:
        set_size(terminal, *order["resize"])
    elif "signal" in order:
        os.killpg(os.tcgetpgrp(terminal), order["signal"])
    elif "echo" in order:
        tell(echo=bool(termios.tcgetattr(terminal)[3] & termios.ECHO))


def read_terminal(terminal):
    try:
        return os.read(terminal, 65536)
    except OSError as error:
        # What Linux says once nobody holds the other side.
        if error.errno == errno.EIO:
            return b""
        raise


def relay(terminal):
    """Until the terminal's other side is closed by all who hold it."""
    orders = b""
    with selectors.DefaultSelector() as selector:
        selector.register(terminal, selectors.EVENT_READ)
        selector.register(sys.stdin.fileno(), selectors.EVENT_READ)
        while True:
            for key, _ in selector.select():
                if key.fd == terminal:
                    data = read_terminal(terminal)
                    if not data:
                        return
                    tell(data=base64.b64encode(data).decode())
                    continue
                data = os.read(key.fd, 65536)
                if not data:
                    # Whoever started this is gone.
                    os.close(terminal)
                    return
                *lines, orders = (orders + data).split(b"\n")
                for line in lines:
                    obey(terminal, json.loads(line))


def main():
    rows, columns, *command = sys.argv[1:]
    child, terminal = pty.fork()
    if child == 0:
        # The size stands before the command asks for it.
        set_size(0, int(rows), int(columns))
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        os.execvp(command[0], command)
    relay(terminal)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        tell(killed=os.WTERMSIG(status))
    else:
        tell(exit=os.WEXITSTATUS(status))


main()

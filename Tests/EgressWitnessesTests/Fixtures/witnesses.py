#!/usr/bin/env python3
"""Address witnesses, honest and not, over TLS on one port of 127.0.0.1.

    witnesses.py CERTIFICATE KEY

The first part of the path says what to do, the last is a mark by which a test finds its own requests again:

    /say/TEXT/MARK           200 and the text (percent-encoded)
    /status/NNN/MARK         that status, Retry-After: 7, and a good address as the body
    /redirect/PATH/MARK      302 to that path here
    /silent/MARK             reads the request and never answers
    /drip/MARK               an address with a byte a second
    /endless/MARK            chunks without an end, a few megabytes a second
    /gzip/MARK               a compressed body
    /recorded/MARK           200 and every other request with that mark as it came, a NUL after each

Prints "https PORT" and "ready"; ends when standard input does.
"""
import gzip
import os
import socket
import ssl
import sys
import threading
import urllib.parse

GOOD = b"93.184.216.34\n"
recorded = []
lock = threading.Lock()


def answer(status, body, *headers):
    head = [b"HTTP/1.1 %d Said" % status, b"Content-Length: %d" % len(body), b"Connection: close", *headers]
    return b"\r\n".join(head) + b"\r\n\r\n" + body


def serve(raw, context):
    with context.wrap_socket(raw, server_side=True) as stream:
        request = b""
        while b"\r\n\r\n" not in request:
            piece = stream.recv(4096)
            if not piece:
                return
            request += piece
        parts = request.split(b" ", 2)[1].decode("ascii").split("/")
        verb, mark = parts[1], parts[-1]
        if verb == "recorded":
            with lock:
                mine = [kept for kept, of in recorded if of == mark]
            stream.sendall(answer(200, b"".join(kept + b"\0" for kept in mine)))
            return
        with lock:
            recorded.append((request, mark))
        if verb == "say":
            stream.sendall(answer(200, urllib.parse.unquote_to_bytes(parts[2])))
        elif verb == "status":
            stream.sendall(answer(int(parts[2]), GOOD, b"Retry-After: 7"))
        elif verb == "redirect":
            target = "/" + urllib.parse.unquote(parts[2]) + "/" + mark
            stream.sendall(answer(302, GOOD, b"Location: " + target.encode()))
        elif verb == "silent":
            stream.recv(1)
        elif verb == "drip":
            stream.sendall(b"HTTP/1.1 200 Slow\r\nContent-Length: %d\r\n\r\n" % len(GOOD))
            for byte in GOOD:
                stream.sendall(bytes([byte]))
                if stopped.wait(1):
                    return
        elif verb == "endless":
            stream.sendall(b"HTTP/1.1 200 Long\r\nTransfer-Encoding: chunked\r\n\r\n")
            while not stopped.is_set():
                stream.sendall(b"1000\r\n" + b"1" * 4096 + b"\r\n")
                stopped.wait(0.001)
        elif verb == "gzip":
            stream.sendall(answer(200, gzip.compress(GOOD), b"Content-Encoding: gzip"))
        else:
            stream.sendall(answer(404, b""))


def attend(raw, context):
    try:
        serve(raw, context)
    except OSError:
        pass  # whoever asked has gone


def accept(listener, context):
    while True:
        raw, _ = listener.accept()
        threading.Thread(target=attend, args=(raw, context), daemon=True).start()


stopped = threading.Event()
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(sys.argv[1], sys.argv[2])
listener = socket.create_server(("127.0.0.1", 0), backlog=64)
threading.Thread(target=accept, args=(listener, context), daemon=True).start()
print(f"https {listener.getsockname()[1]}\nready", flush=True)
sys.stdin.read()
stopped.set()
os._exit(0)

# SPDX-License-Identifier: Apache-2.0
"""A wire that loses, cuts, delays and repeats what passes, and remembers every request that left a client."""
import asyncio
import collections
import hashlib
import json
import re
import socket
import threading

MARKER = re.compile(rb"md/fw#(\S+)")  # of the User-Agent: which row of the history it is
LOOKS = re.compile(rb"(?i)getleaf|lookupevents|getresources|/groups/describegroup|listgroups|listenvironmentaccount|getenvironmentaccount")  # of a check
LOOSE = re.compile(rb"(?i)createleaf")  # what nothing protects: named in the target, the action or the path

# What happens to a request, and how often of a thousand. The rest passes.
FAULTS = {"lost before the work": 25, "lost after the work": 35, "reset after the work": 25, "answer cut": 25,
          "repeated on the wire": 20, "delayed": 30, "5xx before the work": 20, "5xx after the work": 15,
          "throttled": 30}
CUT_IN_THE_BODY = 0.15  # of the requests with a body that takes its time
LONG = 100_000  # bytes
PIECE = 64 * 1024


class Proxy:
    """One request at a time of each connection, whole, with a fate of its own."""

    def __init__(self, target, rng):
        self.target, self.rng = target, rng
        self.arrived = collections.Counter()  # by marker: what left a client
        self.fates = collections.Counter()
        self.bodies = {}  # by path: digest of what arrived there last, whole
        self.tasks = set()
        self.url = None

    def start(self):
        ready = threading.Event()
        threading.Thread(target=lambda: asyncio.run(self.serve(ready)), daemon=True).start()
        ready.wait()

    async def serve(self, ready):
        listening = socket.socket()
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, PIECE)  # a client has the bytes of a long body in its hands for long
        listening.bind(("127.0.0.1", 0))
        server = await asyncio.start_server(self.connection, sock=listening, limit=PIECE)
        self.url = "http://127.0.0.1:%d" % server.sockets[0].getsockname()[1]
        ready.set()
        async with server:
            await server.serve_forever()

    @staticmethod
    async def message(reader):
        head = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"(?i)\r\ncontent-length:\s*(\d+)", head)
        return head + (await reader.readexactly(int(length.group(1))) if length else b"")

    async def request(self, reader, writer):
        """A whole request, or None: it was cut in its body."""
        head = await reader.readuntil(b"\r\n\r\n")
        found = re.search(rb"(?i)\r\ncontent-length:\s*(\d+)", head)
        length = int(found.group(1)) if found else 0
        if re.search(rb"(?i)\r\nexpect:\s*100-continue", head):
            writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            head = re.sub(rb"(?i)\r\nexpect:[^\r]*", b"", head)
        if length < LONG:
            return head + await reader.readexactly(length)
        marker = MARKER.search(head)
        until = self.rng.randrange(PIECE, length) if marker and self.rng.random() < CUT_IN_THE_BODY else length
        body = bytearray()
        try:
            while len(body) < until:
                body += await reader.readexactly(min(PIECE, until - len(body)))
                await asyncio.sleep(0.005)
        finally:
            if marker and len(body) < length:  # by us, or the client is gone
                self.arrived[marker.group(0).decode()] += 1
                self.fates["cut in the body" if len(body) >= until else "given up in the body"] += 1
        return head + bytes(body) if until == length else None

    def remember(self, request, answer):
        head, _, body = request.partition(b"\r\n\r\n")
        if body and re.match(rb"HTTP/1.1 200 ", answer):
            self.bodies[head.split(b" ", 2)[1].split(b"?")[0].decode()] = hashlib.sha256(body).hexdigest()
        return answer

    async def forward(self, request):
        reader, writer = await asyncio.open_connection(*self.target, limit=1 << 22)
        try:
            writer.write(request)
            await writer.drain()
            return self.remember(request, await self.message(reader))
        finally:
            writer.close()

    def fate(self, request):
        at = self.rng.randrange(1000)
        for name, often in FAULTS.items():
            at -= often
            if at < 0:
                # What nothing protects, a network that repeats it does twice; no client can keep that off.
                return "passed" if name.startswith("repeated") and LOOSE.search(request) else name
        return "passed"

    @staticmethod
    def refusal(request, status, code):
        kind, body = b"application/json", json.dumps({"__type": code, "message": "as asked"}).encode()
        more = b"x-amzn-errortype: " + code.encode()
        if b"rpc-v2-cbor" in request:  # a map of one text
            kind, body = b"application/cbor", b"\xa1\x66__type\x78" + bytes([len(code)]) + code.encode()
            more = b"smithy-protocol: rpc-v2-cbor"
        return (b"HTTP/1.1 %s\r\ncontent-type: %s\r\n%s\r\nx-amzn-requestid: soak\r\ncontent-length: %d\r\n\r\n"
                % (status, kind, more, len(body))) + body

    async def answer(self, request, fate):
        if fate == "lost before the work":
            return None
        if fate == "5xx before the work":
            return self.refusal(request, b"503 Service Unavailable", "ServiceUnavailable")
        if fate == "throttled":
            return self.refusal(request, b"429 Too Many Requests", "ThrottlingException")
        if fate == "delayed":
            await asyncio.sleep(self.rng.random() / 2)
        if fate == "repeated on the wire":
            await self.forward(request)
        answer = await self.forward(request)
        if fate == "5xx after the work":
            return self.refusal(request, b"500 Internal Server Error", "InternalFailure")
        if fate == "answer cut":
            return answer[:self.rng.randrange(1, len(answer) - 1)]
        return None if fate in ("lost after the work", "reset after the work") else answer

    async def connection(self, reader, writer):
        self.tasks.add(asyncio.current_task())  # the loop alone keeps none
        try:
            while True:
                request = await self.request(reader, writer)
                if request is None:
                    writer.transport.abort()
                    return
                found = MARKER.search(request)
                fate = self.fate(request) if found else "passed"
                if found and not LOOKS.search(request):
                    self.arrived[found.group(0).decode()] += 1
                self.fates[fate] += 1
                answer = await self.answer(request, fate)
                if answer is None and fate.startswith("reset"):
                    writer.transport.abort()
                    return
                if answer:
                    writer.write(answer)
                    await writer.drain()
                if answer is None or fate == "answer cut":
                    return
        except (asyncio.IncompleteReadError, ConnectionError, OSError):
            pass
        finally:
            self.tasks.discard(asyncio.current_task())
            writer.close()

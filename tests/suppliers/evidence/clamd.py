"""A scanner for tests that speaks ClamAV's protocol: finds what it is told to find, or is down, or mute."""

import socketserver
import struct
from threading import Thread

EICAR = b"HARMLESS-TEST-SIGNATURE"


class Scanner(socketserver.ThreadingTCPServer):
    """Reads streams as the daemon does and answers; ``seen`` is what it was sent."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.seen: list[bytes] = []
        self.answer = b""
        Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"

    def end(self) -> None:
        self.shutdown()
        self.server_close()


class _Session(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack(">I", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        server = self.server
        assert isinstance(server, Scanner)
        server.seen.append(content)
        found = b"stream: Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"
        self.wfile.write(server.answer or found)

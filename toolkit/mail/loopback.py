"""How does a letter travel without leaving this computer? A small receiver on loopback, for the demonstration."""

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from toolkit.model.letters import MailServer

HOST = "127.0.0.1"
# No setting can say it: only what this module returns is spoken to without encryption, and only at HOST.
PLAIN = "loopback"
_READY = b"250 OK\r\n"


class _Conversation(socketserver.StreamRequestHandler):
    """The least of RFC 5321 that a sender needs: EHLO, MAIL, RCPT, DATA, QUIT."""

    server: "_Receiver"

    def handle(self) -> None:
        self.wfile.write(b"220 loopback\r\n")
        while line := self.rfile.readline():
            match line[:4].strip().upper():
                case b"QUIT":
                    self.wfile.write(b"221 Bye\r\n")
                    return
                case b"DATA":
                    self.wfile.write(b"354 Go on\r\n")
                    self.server.arrived.append(b"".join(self._text()))
                    self.wfile.write(_READY)
                case b"EHLO" | b"HELO" | b"MAIL" | b"RCPT" | b"RSET" | b"NOOP":
                    self.wfile.write(_READY)
                case _:
                    self.wfile.write(b"502 Not implemented\r\n")

    def _text(self) -> Iterator[bytes]:
        """Yield the lines of a letter up to the single dot; a dot that the sender doubled is one again."""
        while (line := self.rfile.readline()) not in (b"", b".\r\n"):
            yield line.removeprefix(b".")


class _Receiver(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__((HOST, 0), _Conversation)
        self.arrived: list[bytes] = []


@contextmanager
def receiver() -> Iterator[tuple[MailServer, list[bytes]]]:
    """Yield a mail server of this computer alone, and the letters that arrive there, as bytes."""
    with _Receiver() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield MailServer(HOST, server.server_address[1], PLAIN, "demo"), server.arrived
        finally:
            server.shutdown()

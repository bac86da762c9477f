"""Counts the bytes between a program and a server: a relay in between, which changes nothing."""

import contextlib
import socket
from collections.abc import Iterator
from threading import Lock, Thread

_PIECE = 1 << 16


class Relay:
    """Passes on what comes, in both directions, and counts it. `root` is its address."""

    def __init__(self, root: str) -> None:
        host, _, port = root.removeprefix("http://").partition(":")
        self._server = (host, int(port))
        self._listening = socket.create_server((host, 0))
        self._lock = Lock()
        self.root = f"http://{host}:{self._listening.getsockname()[1]}"
        self.bytes = 0

    def run(self) -> None:
        """Until the listening socket is closed."""
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                far = socket.create_connection(self._server)
                for ends in ((near, far), (far, near)):
                    Thread(target=self._pass_on, args=ends, daemon=True).start()

    def close(self) -> None:
        """Takes no more connections; those that there are end with their programs."""
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _pass_on(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(_PIECE):
                with self._lock:
                    self.bytes += len(piece)
                sink.sendall(piece)
        for each in (source, sink):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def counted(root: str) -> Iterator[Relay]:
    """A relay to the server at `root`."""
    relay = Relay(root)
    Thread(target=relay.run, daemon=True).start()
    try:
        yield relay
    finally:
        relay.close()

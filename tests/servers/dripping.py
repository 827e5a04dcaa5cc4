"""An address that answers drop by drop, and never comes to its end."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def dripping(start: bytes = b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n") -> Iterator[str]:
    """Its URL. Each answer begins with `start`, then a byte comes now and then."""
    over = threading.Event()
    door = socket.create_server(("127.0.0.1", 0))

    def drip(caller: socket.socket) -> None:
        with caller, suppress(OSError):
            caller.sendall(start)
            while not over.wait(0.02):
                caller.sendall(b"1")

    def listen() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=drip, args=(door.accept()[0],), daemon=True).start()

    threading.Thread(target=listen, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{door.getsockname()[1]}/n"
    finally:
        over.set()
        door.close()

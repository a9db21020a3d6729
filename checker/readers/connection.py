"""Open connections on which a server has to begin its answer in time, however slowly it sends the head of it."""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from urllib3 import HTTPResponse, PoolManager
    from urllib3.connection import HTTPConnection


def open_pool(headers: Mapping[str, str], *, total_s: float) -> PoolManager:
    """Return urllib3's pool, whose own time limit begins anew with every byte; this one hangs up after `total_s`."""
    import urllib3  # an extra, and heavy
    from urllib3.connection import HTTPConnection, HTTPSConnection

    class Impatient(HTTPConnection):
        def getresponse(self) -> HTTPResponse:  # type: ignore[override]  # as in urllib3
            timer = threading.Timer(total_s, _hang_up, (self,))
            timer.daemon = True
            timer.start()
            try:
                return super().getresponse()
            finally:
                timer.cancel()

    class ImpatientTLS(Impatient, HTTPSConnection):
        pass

    class Pool(urllib3.HTTPConnectionPool):
        ConnectionCls = Impatient

    class PoolTLS(urllib3.HTTPSConnectionPool):
        ConnectionCls = ImpatientTLS

    manager = urllib3.PoolManager(headers=headers, retries=False)
    manager.pool_classes_by_scheme = {"http": Pool, "https": PoolTLS}
    return manager


def _hang_up(connection: HTTPConnection) -> None:
    with contextlib.suppress(OSError):  # it may have ended this very moment
        if connection.sock:
            connection.sock.shutdown(socket.SHUT_RDWR)

"""Ask the desktop's portal and wait for its answer to that very request, over a connection of jeepney.

The answer comes as a signal on a path that the asker proposes; who listens first misses nothing. Must not know Qt.
"""

from __future__ import annotations

import secrets
from typing import Any

NAME = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
_REQUEST = "org.freedesktop.portal.Request"
_ANSWER_S = 5.0


class Request:
    """Questions to one interface of the portal."""

    def __init__(self, connection: Any, interface: str) -> None:
        """Take an open connection."""
        self._connection = connection
        self._interface = interface
        self.listen(_REQUEST, "Response")

    def listen(self, interface: str, member: str) -> None:
        """Have the bus hand over a signal of the portal."""
        from jeepney import MatchRule, message_bus
        from jeepney.io.blocking import Proxy

        rule = MatchRule(type="signal", interface=interface, member=member, sender=NAME)
        Proxy(message_bus, self._connection, timeout=_ANSWER_S).AddMatch(rule)

    def ask(
        self, method: str, signature: str, arguments: tuple[Any, ...], options: dict[str, Any], *, wait_s: float
    ) -> tuple[int, dict[str, Any]]:
        """Call a method whose last argument is its options; return the answer's code (0: done) and results.

        Raises ValueError where the portal refuses the call, TimeoutError where nobody answers for ``wait_s`` seconds.
        """
        from jeepney import DBusAddress, MatchRule, MessageType, new_method_call

        token = f"gemba{secrets.token_hex(8)}"
        sender = self._connection.unique_name.removeprefix(":").replace(".", "_")
        body = (*arguments, {"handle_token": ("s", token), **options})
        message = new_method_call(DBusAddress(PATH, NAME, self._interface), method, signature, body)
        with self._connection.filter(MatchRule(type="signal", interface=_REQUEST, member="Response")) as answers:
            reply = self._connection.send_and_get_reply(message, timeout=_ANSWER_S)
            if reply.header.message_type is not MessageType.method_return:
                raise ValueError("the portal refused")
            # An old portal answers on a path of its own making, which its reply names.
            paths = {f"{PATH}/request/{sender}/{token}", str(reply.body[0])}
            while True:
                answer = self._connection.recv_until_filtered(answers, timeout=wait_s)
                if _path_of(answer) in paths:
                    code, results = answer.body
                    return int(code), dict(results)


def _path_of(message: Any) -> str:
    from jeepney import HeaderFields

    return str(message.header.fields.get(HeaderFields.path, ""))

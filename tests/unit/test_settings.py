"""The settings of one person: what is kept from several threads at once is all kept."""

from __future__ import annotations

import threading
from pathlib import Path

from gemba.settings import PersonSettings

ROUNDS = 20


def test_two_that_keep_a_setting_at_once_keep_both(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    for number in range(ROUNDS):
        wanted = {"language": ("en", "vi")[number % 2], "appearance": ("light", "dark")[number % 2]}
        begin = threading.Barrier(len(wanted))

        def keep(key: str, text: str, begin: threading.Barrier = begin) -> None:
            begin.wait(60)
            PersonSettings(file).set(key, text)

        threads = [threading.Thread(target=keep, args=one) for one in wanted.items()]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        assert {key: PersonSettings(file).get(key) for key in wanted} == wanted

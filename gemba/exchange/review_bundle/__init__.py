"""The review bundle `.gemba-review`: what goes to a reviewer who has no library, and what comes back.

``container.py`` knows bytes, ``strict_json.py`` JSON, ``manifest.py`` what the fields mean, ``versions.py`` how two
people's changes become one, ``bundle.py`` puts them together. The format is written down in
docs/formats/review-bundle.md. Must not know the library, SQL or Qt.
"""

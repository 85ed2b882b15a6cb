"""The four languages, each by its own name: everybody finds theirs, whatever the window speaks now.

Must not know what a language changes.
"""

OWN_NAMES = {"en": "English", "zh-Hans": "简体中文", "zh-Hant": "繁體中文", "vi": "Tiếng Việt"}

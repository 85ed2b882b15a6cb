"""What Qt's own Chinese leaves out or says otherwise than gemba: names of keys, and the rest of the print dialog."""

#: keys by what is printed on them, which is what our sentences call them ("Enter 保存"); only where Qt speaks of keys
KEYS = {
    "Return": "Enter",
    "Enter": "Enter",
    "Backspace": "Backspace",
    "Left": "←",
    "Right": "→",
    "Up": "↑",
    "Down": "↓",
    "PgDown": "PgDn",
    "Del": "Del",
}
TEXTS = {
    "zh-Hans": {"Page Set:": "页面范围："},
    "zh-Hant": {
        "Double Sided Printing": "雙面列印",
        "Long side binding": "長邊裝訂",
        "Short side binding": "短邊裝訂",
        "Off": "關閉",
        "Page Set:": "頁面範圍：",
    },
}

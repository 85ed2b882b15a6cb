"""The words of an arithmetic: units of time, periods of a rate, words that mean "times" or "makes". Data only."""

from __future__ import annotations

UNITS: dict[str, str] = {
    word: unit
    for unit, words in {
        "s": "s sec secs second seconds sek sekunden 秒 giây",
        "min": "min mins minute minutes minuten 分钟 分鐘 分 phút",
        "h": "h hr hrs hour hours std stunde stunden 小时 小時 时 時 钟头 giờ tiếng person-hours",
        "day": "d day days tag tage tagen 天 日 工作日 人天 ngày person-day person-days workday workdays",
        "week": "wk wks week weeks woche wochen 周 週 星期 礼拜 tuần",
        "month": "month months monat monate monaten 月 个月 個月 tháng",
        "quarter": "quarter quarters quartal quartale 季度 季 quý",
        "year": "yr year years jahr jahre jahren 年 năm annum",
    }.items()
    for word in words.split()
}

SECONDS: dict[str, tuple[float, ...]] = {
    "s": (1,),
    "min": (60,),
    "h": (3600,),
    "day": tuple(3600 * hours for hours in (8, 7.5, 7, 7.6, 7.7, 7.8, 24)),
    "week": tuple(3600 * hours for hours in (40, 37.5, 35, 38, 38.5, 39, 168)),
    "month": tuple(3600 * 8 * days for days in (20, 21, 22, 19, 18, 17.5, 21.67, 30, 30.4)),
    "quarter": tuple(3600 * 8 * days for days in (60, 63, 65, 57, 90)),
    "year": tuple(3600 * 8 * days for days in (220, 230, 240, 250, 200, 210, 260, 365)),
}
"""A unit in seconds; working days, weeks, months and years differ by house, so several lengths count as right."""

MULTIPLIERS: dict[str, dict[str, tuple[float, float]]] = {
    "day": {"year": (200, 366), "month": (17, 31), "week": (5, 7)},
    "week": {"year": (40, 53), "quarter": (10, 13), "month": (4, 4.6)},
    "month": {"year": (10, 12), "quarter": (3, 3)},
    "quarter": {"year": (4, 4)},
}
"""How often a period fits into a longer one, as people count working time."""

DENOMINATORS: tuple[str, ...] = ("/", "per", "pro", "je", "a", "an", "each", "every", "每", "mỗi", "một", "hàng", "p")

TIMES = r"mal(?=\s*\d)|times(?=\s*\d)|乘以|乘|nhân(?:\s+với)?|(?<=[%％])\s*(?:of|von|của|的)\b"
EQUALS = r"=+>?|≈|≃|≅|→|⇒|\b(?:equals|makes|gives|ergibt|macht)\b|约等于|等于|合计|\b(?:bằng|tức là)\b"
ABOUT = ("≈", "≃", "≅", "~", "约", "about", "circa", "ca.", "rounded", "roughly", "approx", "gerundet", "rund", "etwa")
ABOUT_WORDS: tuple[str, ...] = (*ABOUT, "khoảng", "làm tròn", "大约", "左右", "四舍五入")

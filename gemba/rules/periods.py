"""Names of the periods that money is estimated for, as data to be edited: each name as it is typed, folded.

English, German, Chinese and Vietnamese. Apart from gemba/rules/gate_words.py, because the list of tickets needs no
other words. Must not know how long a period is (gemba/rules/ranges.py).
"""

from __future__ import annotations

PERIODS: dict[str, str] = {
    word: period
    for period, words in {
        "year": "year|years|yearly|annual|annually|annum|per annum|pa|p.a.|p.a|a year|an|yr|y|jahr|jährlich|"
        "im jahr|pro jahr|"
        "年|每年|一年|年度|/年|năm|mỗi năm|một năm|hàng năm",
        "once": "once|one-off|one off|oneoff|one time|one-time|onetime|single|einmal|einmalig|一次|一次性|仅一次|"
        "một lần|1 lần|duy nhất",
        "quarter": "quarter|quarterly|quartal|pro quartal|季度|每季度|季|quý|mỗi quý|hàng quý",
        "month": "month|months|monthly|a month|mo|monat|monatlich|pro monat|月|每月|每个月|一个月|个月|tháng|mỗi tháng|"
        "hàng tháng",
        "week": "week|weeks|weekly|a week|wk|woche|wöchentlich|pro woche|周|每周|一周|週|每週|星期|每星期|礼拜|tuần|"
        "mỗi tuần|hàng tuần",
        "day": "day|days|daily|a day|tag|täglich|pro tag|天|每天|一天|日|每日|ngày|mỗi ngày|hàng ngày",
    }.items()
    for word in words.split("|")
}

"""Currency codes (ISO 4217, active list of 2024) and the signs that people write instead.

Data only; must not know tickets. Funds codes and precious metals are left out: nobody estimates in them.
"""

from __future__ import annotations

from gemba.rules.words import listed

CODES: frozenset[str] = frozenset(
    listed("""
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP
    CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF
    IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD
    MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB
    RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD
    UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
    """)
)

DOLLARS: frozenset[str] = frozenset(
    listed("AUD BBD BMD BND BSD BZD CAD FJD GYD HKD JMD KYD LRD NAD NZD SGD TTD TWD USD")
)

SIGNS: dict[str, frozenset[str]] = {
    "€": frozenset({"EUR"}),
    "euro": frozenset({"EUR"}),
    "euros": frozenset({"EUR"}),
    "欧元": frozenset({"EUR"}),
    "歐元": frozenset({"EUR"}),
    "£": frozenset({"GBP", "EGP", "LBP", "FKP", "GIP", "SHP", "SSP", "SYP"}),
    "英镑": frozenset({"GBP"}),
    "$": DOLLARS,
    "usd$": frozenset({"USD"}),
    "美元": frozenset({"USD"}),
    "港元": frozenset({"HKD"}),
    "港币": frozenset({"HKD"}),
    "日元": frozenset({"JPY"}),
    "¥": frozenset({"CNY", "JPY"}),
    "元": frozenset({"CNY", "TWD", "HKD", "MOP"}),
    "块": frozenset({"CNY", "TWD"}),
    "人民币": frozenset({"CNY"}),
    "rmb": frozenset({"CNY"}),
    "₫": frozenset({"VND"}),
    "đ": frozenset({"VND"}),
    "đồng": frozenset({"VND"}),
    "₩": frozenset({"KRW"}),
    "₹": frozenset({"INR"}),
    "zł": frozenset({"PLN"}),
    "kr": frozenset({"SEK", "NOK", "DKK", "ISK"}),
}
"""What a sign or word beside a number can stand for; a ticket in any of these is not contradicted by it."""

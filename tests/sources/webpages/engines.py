"""Small pages, written for these tests in the shape of each engine, and what they hold."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Told(NamedTuple):
    author: str
    day: str
    text: str
    parent: int | None = None


def _page(name: str) -> str:
    return (Path(__file__).parent / "pages" / name).read_text("utf-8")


PAGES: dict[str, tuple[str, list[Told]]] = {
    "wordpress": (
        _page("wordpress.html"),
        [
            Told("Anna", "2024-03-02", "Enfin !\nChez moi c'est prévu en avril."),
            Told("Marc", "2024-03-02", "Pareil ici.", 0),
            Told("Léa", "2024-03-03", "Et pour les immeubles ?"),
        ],
    ),
    "blogger": (
        _page("blogger.html"),
        [
            Told("Kate", "2020-05-04", "Mine sank in the middle."),
            Told("Aunt Mary", "2020-05-05", "Open the oven later.\nGood luck!", 0),
        ],
    ),
    "blogger, before 2011": (
        _page("old-blogger.html"),
        [
            Told("Paul", "2009-03-12", "Toujours en retard, ces trains."),
            Told("Anonyme", "2009-03-13", "Pas le mien !"),
        ],
    ),
    "typepad": (
        _page("typepad.html"),
        [
            Told("Véra", "2008-03-12", "Je la trouve drôle."),
            Told("Hugo", "2008-03-13", "Moi pas du tout."),
        ],
    ),
    "dotclear": (
        _page("dotclear.html"),
        [
            Told("Bruno", "2009-03-03", "Où avez-vous dîné ?"),
            Told("Yann", "2009-03-04", "Chez moi, j'espère :)"),
        ],
    ),
    "spip": (
        _page("spip.html"),
        [
            Told("Denise", "2015-06-02", "La nôtre ferme à midi."),
            Told("Omar", "2015-06-03", "Écrivez à la mairie.", 0),
        ],
    ),
    "overblog": (
        _page("overblog.html"),
        [
            Told("Mamie Jo", "2014-10-12", "Un régal, merci."),
            Told("Carine", "2014-10-13", "Merci à toi !", 0),
        ],
    ),
    "canalblog": (
        _page("canalblog.html"),
        [
            Told("Rosette", "2011-04-14", "Ici aussi, hélas."),
            Told("Jean-Luc", "2011-04-14", "Couvrez-les !"),
        ],
    ),
    "skyrock": (
        _page("skyrock.html"),
        [
            Told("x-lulu-x", "2010-10-10", "tro bel les photo"),
            Told("Kevin59", "2010-10-11", "lache tes coms"),
        ],
    ),
    "drupal": (
        _page("drupal.html"),
        [
            Told("ida", "2013-03-12", "About time\nI wait 20 minutes every day."),
            Told("sam", "2013-03-13", "Me too\nLine 4 is worse.", 0),
        ],
    ),
    "phpbb": (
        _page("phpbb.html"),
        [
            Told("tonio", "2019-12-05", "Panne de chauffage\nDepuis lundi plus rien ne marche."),
            Told("mireille", "2019-12-05", "Re: Panne de chauffage\nAvez-vous purgé ?"),
        ],
    ),
    "disqus": (
        _page("disqus.html"),
        [
            Told("Rae", "2021-04-06", "They never answered my mail."),
            Told("Noor", "2021-04-07", "Mine neither.", 0),
        ],
    ),
    "wpdiscuz": (
        _page("wpdiscuz.html"),
        [
            Told("Olga", "2022-06-03", "Which oven is it?"),
            Told("Pia", "2022-06-04", "A small Bosch.", 0),
        ],
    ),
    "microdata": (
        _page("microdata.html"),
        [
            Told("Finn", "2023-07-01", "Ours was two hours late."),
            Told("Ola", "2023-07-02", "Take the bridge."),
        ],
    ),
    "json-ld": (
        _page("json-ld.html"),
        [
            Told("Gilles", "2024-02-01", "Il était temps."),
            Told("Sarah", "2024-02-01", "Et qui paie ?"),
        ],
    ),
    "no engine, a heading": (
        _page("bare.html"),
        [
            Told("Nadia", "2022-04-03", "La mienne aussi chauffe."),
            Told("Pierrot", "2022-04-04", "Rien à signaler ici."),
            Told("Nadia", "2022-04-05", "Tant mieux pour toi."),
        ],
    ),
    "reviews": (
        _page("reviews.html"),
        [
            Told("Ben S.", "2023-01-12", "Loud, but quick."),
            Told("Gwen", "2023-02-03", "Broke after a month."),
        ],
    ),
    "indentation": (
        _page("levels.html"),
        [
            Told("ann", "2020-01-02", "First!"),
            Told("bo", "2020-01-02", "Second, then.", 0),
            Told("cy", "2020-01-02", "Third."),
        ],
    ),
}

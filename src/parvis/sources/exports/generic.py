"""Names that any export may use, in English and French: they stand in where no platform's do."""

from __future__ import annotations

# An earlier group goes before a later one. The names of one group are equally good: where a file
# has two of them with different contents, it has to be asked which one counts.
_GROUPS: dict[str, tuple[str, ...]] = {
    "id": (
        "tweet id, comment id, review id, status id, message id, mention id",
        "post id, id str, id_post, resource id",
        "id, identifiant, _id",
        "guid, uuid, external id",
    ),
    "source": ("platform, plateforme, network, réseau, réseau social, social network",),
    "medium": ("medium, media type, source type, type de média, type de support, page type",),
    "kind": ("kind, post type, content type, type de contenu, type de publication",),
    "url": (
        "url, permalink, permalien, post url, lien du post",
        "link, lien, adresse",
    ),
    "published_at": (
        (
            "created at, published at, date de publication, publication date, publié le, "
            "published, date created, date de création, created time, created, post date"
        ),
        "datetime, date heure, date et heure, date time, timestamp, horodatage",
        "date, jour, day",
        "unix timestamp, epoch, created utc, at, updated",
        "time",
    ),
    "time_of_day": ("heure, hour, time, time of day",),
    "collected_at": ("collected at, collecté le, retrieved at, scraped at, date de collecte",),
    "author_id": ("author id, user id, id auteur, identifiant auteur, id de l'auteur",),
    "author": (
        "screen name, username, handle, pseudo, pseudonyme, nom d'utilisateur, user name",
        "author, auteur, author name, nom de l'auteur, user, utilisateur, compte, account",
        "name, nom, full name, reviewer",
    ),
    "author_followers": (
        "followers, followers count, author followers, abonnés, nombre d'abonnés",
    ),
    "author_verified": ("verified, author verified, vérifié, compte vérifié",),
    "title": ("title, titre, headline, subject, sujet, objet, review title, video title",),
    "text": (
        "full text, texte intégral, texte complet",
        (
            "text, texte, message, body, content, contenu, comment, commentaire, verbatim, "
            "verbatims, review, review text, avis, tweet, tweet text, post text, post, caption, "
            "légende, citation, corps, feedback, mention"
        ),
        "description, snippet, extrait, summary, résumé",
    ),
    "declared_language": ("language, langue, lang",),
    "reply_to": (
        (
            "in reply to, in reply to id, in reply to status id, reply to, reply to id, en "
            "réponse à, réponse à"
        ),
        "parent id, id parent, parent",
    ),
    "repost_of": ("retweet of, repost of, repost of id, retweeted status id, partage de",),
    "quote_of": ("quote of, quote of id, quoted status id, citation de",),
    "thread": ("conversation id, thread id, thread, conversation, fil, id conversation",),
    "mentions": ("mentions, user mentions, mentioned authors, comptes mentionnés",),
    "hashtags": ("hashtags, mots-dièse, mots-clics",),
    "links": ("urls, links, liens, expanded urls",),
    "likes": (
        "likes, like count, favorite count, favorites, j'aime, mentions j'aime, thumbs up",
        "reactions, réactions, score, upvotes",
    ),
    "reposts": ("reposts, retweets, shares, partages, retweet count, share count",),
    "replies": ("replies, reply count, réponses, comments, commentaires, comment count",),
    "views": ("views, vues, view count, impressions, nombre de vues",),
    "rating": ("rating, note, stars, étoiles, star rating, notation",),
    "country": (
        "country, pays",
        "location, lieu, localisation, place, ville, city",
    ),
    "media": ("media, médias, media urls, images, image url, photos",),
}

NAMES = {name: tuple(group.split(", ") for group in groups) for name, groups in _GROUPS.items()}

# Fields whose choice changes figures: two candidates that differ are asked about, not chosen from.
ASKED = ("id", "published_at", "author", "text")

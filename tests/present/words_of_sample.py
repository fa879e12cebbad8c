"""The invented posts of the sample study: regional trains, in French and English."""

from __future__ import annotations

POSTS = {
    ("fr", "negative"): (
        "Encore {n} minutes de retard avec {brand}, et personne sur le quai pour dire pourquoi.",
        "{brand} supprime mon train de {h} h sans prévenir. Merci pour la réunion manquée.",
        "Trois mois que j'attends le remboursement de {brand}. Trois mois.",
        "La climatisation de {brand} est en panne depuis {place}, c'est un four.",
        "Le service client de {brand} ? {n} minutes d'attente et ça raccroche.",
        "Quai bondé à {place}, deux voitures au lieu de quatre : bravo {brand}.",
        "Le site de {brand} a débité deux fois mon abonnement, et aucune aide.",
    ),
    ("fr", "neutral"): (
        "Quelqu'un sait si {brand} circule demain matin entre {place} et la côte ?",
        "{brand} annonce de nouveaux horaires à partir du 4 novembre.",
        "Je prends {brand} à {h} h, départ de {place}, s'il reste de la place.",
        "Est-ce que la carte de {brand} est valable aussi le week-end ?",
        "Vu à {place} : les affiches de {brand} pour les vacances de la Toussaint.",
    ),
    ("fr", "positive"): (
        "Contrôleuse adorable sur le {brand} de {h} h, elle a attendu une poussette. Merci !",
        "Honnêtement, {brand} à l'heure toute la semaine, il faut le dire aussi.",
        "La vue entre {place} et le viaduc, depuis {brand}, vaut tous les voyages.",
        "Remboursée en deux jours par {brand}. Je n'y croyais pas, merci à l'équipe.",
        "Prises qui marchent, wifi correct, café chaud : {brand} a bien changé.",
    ),
    ("en", "negative"): (
        "{n} minutes late again with {brand} and not one announcement at {place}.",
        "{brand} sold me a seat that does not exist. Standing since {place}.",
        "Missed my connection in {place} because {brand} changed platforms at the last minute.",
        "No refund, no reply, no apology. {brand}, that is the third time this month.",
    ),
    ("en", "neutral"): (
        "Does anyone know whether {brand} takes bicycles on the {h} o'clock?",
        "Taking {brand} from {place} tomorrow, first time.",
        "{brand} has put its winter timetable online.",
    ),
    ("en", "positive"): (
        "Lovely ride with {brand} this morning, mist over {place} and an empty carriage.",
        "Credit where it is due: {brand} found my bag and called me back within the hour.",
        "The new {brand} seats are actually comfortable.",
    ),
}
PLACES = ("Alès", "Mende", "Langogne", "Nîmes", "Millau", "Marvejols", "Le Puy", "Brioude")
COPIED = (
    "Partagez : {brand} offre 500 abonnements, inscrivez-vous https://gagner.example/{n}",
    "PÉTITION — Non à la fermeture du guichet de {place} ! https://petition.example/{n}",
    "Grève chez {brand} : aucun train ce mardi entre {place} et Nîmes, indique la préfecture.",
)
ANSWERS = (
    "Bonjour, nous sommes désolés. Quel était le numéro du train, en message privé ?",
    "Bonjour, le remboursement part sous cinq jours : https://cevenol.example/suivi",
    "Hello, sorry about that. Bicycles travel free on every train after nine.",
)
HOSTILE = (
    "<script>alert('parvis')</script> le site de {brand} affiche ça, c'est normal ?",
    "Z" + "\u0337\u0321\u031b\u032a\u0326\u034e" * 40 + "algo chez {brand} ce matin",
    "\u202eesrevni \u00e0 tirc\u00e9 {brand}\u202c et puis \u00e0 l'endroit",
    "{brand} " + "a" * 10_000,
    '" onmouseover="alert(1)" style="position:fixed" {brand} </blockquote></style>',
    "\u0634\u0643\u0631\u0627 {brand} \u0639\u0644\u0649 \u0627\u0644\u0642\u0637\u0627\u0631",
    "\x00\x1b[31m\ud7ff {brand} & friends &lt;b&gt;",
)

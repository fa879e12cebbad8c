"""Words of French and English that name no topic: of grammar, of courtesy, of talk."""

from __future__ import annotations

from typing import Final

_FRENCH = """
ai aie aient ainsi alors après as au aucun aucune aujourd aussi autre autres aux avait avant avec
avez avoir avons beaucoup bien bon bonjour bonne bonsoir car ce ceci cela celle celui certains ces
cet cette ceux chaque chez comme comment contre dans de depuis des deux devez dire dit doit donc
dont du elle elles en encore entre est et eu faire fais fait faut fois font hui ici il ils jamais
je jour juste la le les leur leurs lors lui là ma mais me merci mes met mettre moi moins mon même
mêmes ne ni nos notre nous on ont ou où par parce pas pendant peu peut peuvent peux plus plusieurs
plutôt pour pourquoi pourrait pouvez pouvoir près puis puisque puisse qu quand que quel quelle
quelles quelqu quelque quelques quels qui quoi rien sa salut sans savoir se sera serait ses
seulement si sien soit son sont sous souvent suis sur svp sûr ta te tel telle tellement tes toi
ton toujours tous tout toute toutes trop très tu un une va vais vers veut veux voilà voir vont vos
votre voudrais vous vraiment vu étaient était être
"""
_ENGLISH = """
able about actually after again ain all already also always am an and any anyone anything are aren
as ask at back be because been before being between both but by can can't cannot come could couldn
day did didn do does doesn doing don done down each even ever every few find first for from get
gets getting give go goes going gone gonna good got gotta had has hasn have haven having he hello
help her here hers hey hi him his how however if in into is isn it its just keep keeps know let
like ll look made make many may me might more most much must my myself need never new no not now
of off ok okay on once one only or other our out over own please possible put quite rather re
really right said same say see seem seems she should shouldn since so some someone something soon
still such sure take tell than thank thanks that the their them then there these they thing things
think this those though through time to too try trying two under until up us use used using ve
very via want wanted wants was wasn way we well went were weren what when where whether which
while who whole whose why will with within without won would wouldn yes yet you your yours
yourself
"""

STOP_WORDS: Final = frozenset(_FRENCH.split()) | frozenset(_ENGLISH.split())

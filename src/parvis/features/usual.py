"""Words of French and English that name no subject: those of grammar, and those of courtesy."""

from __future__ import annotations

from typing import Final

_FRENCH: Final = """
afin ai aie aient ainsi ait alla aller allez allons alors an année années ans août après as assez
au aucun aucune aujourd aura auraient aurais aurait aussi autant autour autre autres aux auxquels
avaient avais avait avant avec avez aviez avions avoir avons avril ayant beaucoup bien bientôt bon
bonne bonnes bons bref ca car ce ceci cela celle celles celui cependant certain certaine certaines
certains ces cet cette ceux chacun chaque chez chose choses ci combien comme comment contre coup
cours côté dans de demain depuis dernier dernière des dessous dessus deux devait devant devez
devoir devra devrait dimanche dire dis disent dit dites dois doit doivent donc donne donner donné
dont du durant dès décembre déjà désormais elle elles en encore enfin ensuite entre envers environ
es est et etc eu eux faire fais faisait fait faites fallait falloir faudra faudrait faut fera
ferait fois font février gens gros grâce hein heure heures hier hors hui ici il ils jamais janvier
je jeudi jour jours juillet juin jusqu jusque juste la laquelle le lequel les lesquels leur leurs
lol lors lorsque lui lundi là ma mai maintenant mais mal malgré mardi mars matin mdr me mercredi
mes met mets mettez mettre midi mieux mis mise moi moins mois moment mon même mêmes ne ni non nos
notre nous nouveau nouvelle novembre nuit octobre on ont or ou ouais oui où par parce parfois parmi
part pas passe passer passé peine pendant personne petit petite peu peut peuvent peux plein plus
plusieurs plutôt pour pourquoi pourra pourrait pourtant pouvait pouvez pouvoir prend prendre
presque pris prochain près pu puis puisque qu quand quant que quel quelle quelles quelque quelques
quels qui quoi rend rien sa sais sait samedi sans sauf savez savoir se selon semaine septembre sera
serai serait seras seront ses seul seule seulement si sien soi soient soir soirs sois soit sommes
son sont sous souvent suis sujet sur surtout ta tandis tant tard tel telle tellement telles tels
temps tes tiens tient toi ton tot toujours tous tout toute toutes trop trouve trouver truc très tu
tôt un une va vais vas vendredi vers veulent veut veux via viens vient vite voici voilà voir vois
voit vont vos votre voudrais vous vrai vraie vraiment vu vue y ça également étaient étais était
étant étiez été êtes être
"""

_ENGLISH: Final = """
able about above actually after afternoon again ago ain aint all almost already also although
always am among amp an and another any anybody anymore anyone anything anyway april are aren arent
around as ask at august away back be became because become been before behind being below best
better between big both but by came can cannot cant cause come comes coming could couldn couldnt
cuz day days december did didn didnt do does doesn doesnt doing don done dont down during each
either else enough even evening ever every everyone everything far february few finally find first
for friday from front full gave get gets getting give given gives giving go goes going gone gonna
good got gotta great gt had hadn hadnt half has hasn hasnt have haven havent having he her here
hers herself him himself his hour hours how however idk if im in instead into is isn isnt it its
itself ive january july june just keep keeps kept kind knew know known last later least left less
let lets like little ll lol long look looking looks lot lots lt made make makes making many march
may maybe me mean means might mine mins minute minutes monday month months more morning most much
must my myself near need needed needs never new next nice night no nobody none noon nor not
nothing november now october of off often oh old omg on once one ones only onto or other others
our ours out over own part people per place plus point possible pretty probably put quite rather
re really right round rt said same saturday saw say saying says second see seem seems seen
september several she should shouldn shouldnt show side since so some somebody someone something
sometimes soon still stuff such sunday sure take taken takes taking tell telling tells than that
thats the their them themselves then there theres these they thing things think third this tho
those though thought three through thru thursday time times to today together told tomorrow
tonight too took toward tried tries try trying tuesday twice two under until up upon ur us use
used uses using ve very via want wanted wants was wasn wasnt way we wednesday week weeks well went
were weren werent what whatever whats when where whether which while who whole whom whose why will
wish with within without won wont work worked working works worst would wouldn wouldnt wtf yeah
year years yes yesterday yet you your youre yours yourself youve
"""

_COURTESY: Final = """
belle bienvenue bjr bonjour bonne bonsoir bravo bye cheers cordialement coucou dear désolé désolée
désolés excellent excellente excusez félicitations hello hey hi journée merci pardon plait plaît
please pls regards salut slt soirée sorry stp svp thank thanks thx ty weekend welcome
"""

GRAMMAR: Final = frozenset(_FRENCH.split()) | frozenset(_ENGLISH.split())
"""Articles, pronouns, particles, auxiliaries and words of time: no subject is told by them."""

COURTESY: Final = frozenset(_COURTESY.split())
"""Greetings and thanks: they tell how somebody speaks, and not of what."""

"""Safe fetching, written once for all sources.

limits      how much a fetch may take, how politely it is done, and the time
ranges      which addresses are public          addresses  which addresses may be named
connecting  connections to public addresses only
asking      a request, and where it is sent on  answer     what came back
bodies      read piece by piece, unpacked within bounds
faults      what went wrong, without secrets    redaction  addresses and headers as may be shown
waits       when a server wants to be asked again          retrying   trying again
hosts       whose turn it is                    robots     what a site asks of machines
streaming   streams, line by line               sockets    websockets
freshness   only what is newer than last time
fetching    one try of one fetch                web        the way out
"""

from parvis.collect.web.answer import Answer
from parvis.collect.web.freshness import Freshness
from parvis.collect.web.limits import Clock, Limits, Manners
from parvis.collect.web.redaction import redacted, redacted_headers
from parvis.collect.web.retrying import pause
from parvis.collect.web.sockets import Socket
from parvis.collect.web.streaming import Event, events
from parvis.collect.web.web import Web

__all__ = [
    "Answer", "Clock", "Event", "Freshness", "Limits", "Manners", "Socket", "Web", "events",
    "pause", "redacted", "redacted_headers",
]  # fmt: skip

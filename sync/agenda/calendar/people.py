"""Who is who: addresses, aliases, domains, and the key of a pair.

One person is one primary address, whatever alias an event was sent to. Nothing here knows of
events or documents.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import translate
from hashlib import sha256

_PUBLIC = """
gmail.com googlemail.com outlook.com outlook.de outlook.fr outlook.es outlook.jp hotmail.com
hotmail.co.uk hotmail.de hotmail.fr hotmail.es hotmail.it live.com live.co.uk live.de live.fr
msn.com passport.com yahoo.com yahoo.co.uk yahoo.co.in yahoo.co.jp yahoo.com.br yahoo.de
yahoo.fr yahoo.es yahoo.it ymail.com rocketmail.com aol.com aol.de icloud.com me.com mac.com
proton.me protonmail.com protonmail.ch pm.me tutanota.com tutanota.de tuta.io tuta.com
fastmail.com fastmail.fm hey.com duck.com zoho.com zohomail.com mail.com email.com gmx.com
gmx.net gmx.de gmx.at gmx.ch web.de freenet.de t-online.de arcor.de online.de posteo.de
mailbox.org orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr libero.it virgilio.it
alice.it tiscali.it bol.com.br uol.com.br terra.com.br ig.com.br sapo.pt telefonica.net
movistar.es comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net
earthlink.net btinternet.com sky.com virginmedia.com ntlworld.com talktalk.net rogers.com
shaw.ca sympatico.ca bigpond.com optusnet.com.au xtra.co.nz docomo.ne.jp ezweb.ne.jp
softbank.ne.jp nifty.com qq.com 163.com 126.com sina.com naver.com daum.net hanmail.net
rediffmail.com mail.ru yandex.ru yandex.com bk.ru list.ru inbox.ru rambler.ru ukr.net wp.pl
o2.pl onet.pl interia.pl seznam.cz centrum.cz ziggo.nl kpnmail.nl telenet.be skynet.be
bluewin.ch
"""
PUBLIC_MAIL_DOMAINS = frozenset(_PUBLIC.split())
"""Domains at which strangers share an address's second half: never "one's own domain"."""

_CALENDAR_SUFFIX = ".calendar.google.com"
_GROUP_DOMAINS = frozenset({"googlegroups.com"})


@dataclass(frozen=True, slots=True)
class Person:
    """A person by the primary address, lower-case. `name` is what the calendar shows, or ""."""

    email: str
    name: str = ""


def normal_address(address: str) -> str:
    """The form in which addresses are compared."""
    return address.strip().lower()


def domain_of(address: str) -> str:
    """What stands behind the last @ of a normal address, or ""."""
    return address.rpartition("@")[2] if "@" in address else ""


def mailbox_of(address: str) -> str:
    """The one form of a normal address that Google takes for the same account: at Gmail dots and
    what follows a plus say nothing.
    """
    name, at, domain = address.rpartition("@")
    if domain not in {"gmail.com", "googlemail.com"}:
        return address
    return f"{name.partition('+')[0].replace('.', '')}{at}gmail.com"


def pair_key(one: str, other: str) -> str:
    """The name of a pair: 10 hex digits, the same whoever of the two asks. Takes primary addresses.

    Marks in documents bear it: it must never be computed in another way.
    """
    both = "\n".join(sorted((one, other))).encode("utf-8", "surrogatepass")
    return sha256(both).hexdigest()[:10]


def is_calendar_address(address: str) -> bool:
    """Whether an address is a calendar's and nobody's: a secondary or an imported one, a room's."""
    return domain_of(address).endswith(_CALENDAR_SUFFIX)


def is_room_address(address: str) -> bool:
    """Whether an address is that of a room or another resource, flagged as one or not."""
    return domain_of(address) == f"resource{_CALENDAR_SUFFIX}"


def is_group_address(address: str) -> bool:
    """Whether an address is by its domain a group's or a calendar's, so nobody in particular."""
    return is_calendar_address(address) or domain_of(address) in _GROUP_DOMAINS


class Identities:
    """Which addresses are one person. The first address of a set is the primary one.

    Sets that share an address are one set; its primary address is that of the set named first.
    """

    __slots__ = ("_primary",)

    def __init__(self, sets: Iterable[Sequence[str]] = ()) -> None:
        primary: dict[str, str] = {}
        for one in sets:
            addresses = [normal_address(address) for address in one]
            known = [primary[address] for address in addresses if address in primary]
            first = (known or addresses or [""])[0]
            joined = {address for address, head in primary.items() if head in known}
            for address in joined.union(addresses):
                primary[address] = first
        self._primary = primary

    def primary(self, address: str) -> str:
        """The primary address of the person whose address this is."""
        found = normal_address(address)
        return self._primary.get(found, found)


class AddressPatterns:
    """A list of addresses: whole ones, `*` for anything, or a domain with or without its @."""

    __slots__ = ("_patterns",)

    def __init__(self, patterns: Iterable[str] = ()) -> None:
        found = []
        for pattern in patterns:
            text = normal_address(pattern)
            if text.startswith("@"):
                text = f"*{text}"
            elif "@" not in text and text:
                text = f"*@{text}"
            found.append((text, re.compile(translate(text)), text.startswith("*@")))
        self._patterns = tuple(found)

    def match(self, address: str, *, own_domain: str = "") -> str | None:
        """The pattern that covers a normal address, or None.

        A pattern for a whole domain says nothing of people of `own_domain`: at a maker of
        note-taking bots, colleagues are people.
        """
        own = bool(own_domain) and domain_of(address) == own_domain
        for text, pattern, whole_domain in self._patterns:
            if not (own and whole_domain) and pattern.match(address):
                return text
        return None

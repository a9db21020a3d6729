"""Tell the beginning of a story that only subscribers may read from a story that is short."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from checker.readers.blocks import PageNode
    from checker.readers.json_ld import LinkedStory

# https://developers.facebook.com/docs/instant-articles/subscriptions: how publishers mark what is not for everybody.
_TIERS: Final = "//meta[@property='article:content_tier' or @name='article:content_tier']/@content"
_LOCKED: Final = frozenset({"locked", "metered"})

# The line that takes the place of the rest, as newsrooms word it; a newsletter is subscribed to in other words.
_DEMANDS: Final = (
    r"subscribe (?:now )?to (?:continue|read|keep reading|unlock)|to continue reading|already a subscriber"
    r"|(?:only for|exclusive to|for) subscribers|subscribers only"
    r"|jetzt weiterlesen|weiterlesen mit|(?:nur|exklusiv) für abonnent|bereits abonnent"
    r"|réservée? (?:à nos|aux) abonné|il vous reste .{1,30} à lire|abonnez-vous pour|déjà abonné"
    r"|suscríbete para|(?:solo|exclusivo) para suscriptores|ya eres suscriptor"
    r"|assine para|exclusivo para assinantes|já é assinante"
    r"|riservat[oa] (?:agli|ai nostri) abbonati|abbonati per|sei già abbonato"
    r"|alleen voor abonnees|al abonnee|för prenumeranter|redan prenumerant|for abonnenter|kun for abonnenter"
    r"|dla prenumeratorów|для подписчиков|оформите подписку|berlangganan untuk|khusus pelanggan|abone (?:olun|olmak)"
    r"|للمشتركين فقط|会員限定|有料会員|続きを読むには"
    r"|구독자 전용|유료 회원|订阅(?:后|以)|付费(?:阅读|订阅)|訂閱(?:後|以)"
)
_DEMAND: Final = re.compile(_DEMANDS, re.IGNORECASE)
_N_LAST: Final = 3  # paragraphs at the end among which it stands
_MAX_DEMAND_CHARS: Final = 300


def is_cut_off(tree: PageNode, story: LinkedStory | None, body: str) -> bool:
    """Tell whether a page says that a text this short is not the whole story."""
    if story and not story.is_free:
        return True
    if any(str(tier).strip().lower() in _LOCKED for tier in tree.xpath(_TIERS)):
        return True
    return any(
        len(paragraph) <= _MAX_DEMAND_CHARS and _DEMAND.search(paragraph) for paragraph in body.split("\n\n")[-_N_LAST:]
    )

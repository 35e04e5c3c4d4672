"""The verbs of the catalogue: what a team offers, and what it publishes about it."""

from goodword.catalogue.actions.charters import publish_charter
from goodword.catalogue.actions.moving import (
    keep_service,
    offer_service,
    refuse_service,
    take_service,
)
from goodword.catalogue.actions.privacy import keep_service_closed
from goodword.catalogue.actions.services import (
    add_service,
    change_service,
    offer_again,
    retire,
)
from goodword.catalogue.actions.starting import start_catalogue

__all__ = [
    "add_service",
    "change_service",
    "keep_service",
    "keep_service_closed",
    "offer_again",
    "offer_service",
    "publish_charter",
    "refuse_service",
    "retire",
    "start_catalogue",
    "take_service",
]

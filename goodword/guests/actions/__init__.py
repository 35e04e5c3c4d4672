"""The verbs of the guests room: sending a way in, coming in, going away."""

from goodword.guests.actions.coming import come_in, link_for, send_link, send_links
from goodword.guests.actions.going import go_away

__all__ = ["come_in", "go_away", "link_for", "send_link", "send_links"]

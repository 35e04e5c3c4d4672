"""Letters about requests: who is told what happened, and in which words.

``tell`` is called once for each event, in its transaction; the words are made when the letter is
sent, and only if the person may still see the request.
"""

from goodword.requests.letters.kinds import register
from goodword.requests.letters.telling import tell

__all__ = ["register", "tell"]

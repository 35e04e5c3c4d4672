"""One ask from arrival to close: everything that two sides say to each other about it."""

from goodword.requests.models.access import Exclusion, Glass, Reader, Reading, Share
from goodword.requests.models.conversation import Attachment, Message, StoredFile
from goodword.requests.models.desk import Aim, Recounted, RecountedService, SavedView, ServiceRecord
from goodword.requests.models.emergency import Displaced, Emergency
from goodword.requests.models.experience import Advised, Kind, Life, Outlook, place_of
from goodword.requests.models.promises import Apology, Delivery, Offer, Promise
from goodword.requests.models.request import Handover, ServiceRequest
from goodword.requests.models.understanding import PlanStep, Playback, Question
from goodword.requests.models.ways_on import Referral, WaitingOnOther

__all__ = [
    "Advised",
    "Aim",
    "Apology",
    "Attachment",
    "Delivery",
    "Displaced",
    "Emergency",
    "Exclusion",
    "Glass",
    "Handover",
    "Kind",
    "Life",
    "Message",
    "Offer",
    "Outlook",
    "PlanStep",
    "Playback",
    "Promise",
    "Question",
    "Reader",
    "Reading",
    "Recounted",
    "RecountedService",
    "Referral",
    "SavedView",
    "ServiceRecord",
    "ServiceRequest",
    "Share",
    "StoredFile",
    "WaitingOnOther",
    "place_of",
]

"""What people type about what their team offers."""

from goodword.catalogue.forms.charter import CharterForm
from goodword.catalogue.forms.service import NewTeamForm, ServiceForm

__all__ = ["CharterForm", "NewTeamForm", "ServiceForm"]

import pytest

from goodword.catalogue.models import Service
from goodword.house.action import action
from goodword.house.guard import KNOWN_REASONS, current_reason
from goodword.house.refusals import Conflict, Refusal


@action
def rename(service: Service, *, name: str) -> str | None:
    """Give a service another name; "?" is refused after the deed."""
    Service.objects.filter(pk=service.pk).update(name=name)
    if name == "?":
        raise Refusal("A name has letters.", field="name")
    return current_reason()


def test_an_action_reads_as_the_system_under_its_own_name(laptops):
    assert rename(laptops, name="Laptops") == f"{__name__}.rename"
    assert f"{__name__}.rename" in KNOWN_REASONS


def test_a_refusal_undoes_everything_and_says_where(laptops):
    with pytest.raises(Refusal, match="A name has letters") as refused:
        rename(laptops, name="?")
    laptops.refresh_from_db()
    assert laptops.name == "A laptop for a new colleague"
    assert refused.value.field == "name"


def test_a_conflict_is_a_refusal_in_words():
    assert str(Conflict("Ben took it.")) == "Ben took it."

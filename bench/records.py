"""What the product keeps of many lives together: ``python -m bench.records``."""

from __future__ import annotations

import os
import sys


def main() -> int:
    """Write how each service has done and what work takes, with the environment's database."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "goodword.settings"
    import django

    django.setup()
    from django.db import transaction

    from goodword.catalogue.models import Service
    from goodword.house import clock
    from goodword.house.guard import system_scope
    from goodword.requests.actions.learning import learn
    from goodword.requests.actions.record import _record
    from goodword.requests.models import ServiceRecord

    at = clock.now()
    with transaction.atomic(), system_scope("the bench works out the records of services"):
        services = list(Service.objects.select_related("team"))
        ServiceRecord.objects.bulk_create(
            [
                ServiceRecord(service=service, **_record(service, at, service.team.calendar()))
                for service in services
            ]
        )
        learn(at=at)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""What can be read but not edited about a resource."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo

from app.domain.money import to_amount
from app.domain.resource import FieldValue, Resource
from app.domain.status import Method
from app.presentation.moments import date_and_time_text, date_text


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: what it is, and the text, which may hold anything that was imported."""

    title: str
    text: str


def facts_of(resource: Resource, zone: tzinfo | None) -> list[Fact]:
    """Everything to know about a resource that its form does not show.

    Args:
        resource: The resource.
        zone: The person's time zone.
    """
    created = date_and_time_text(resource.created.astimezone(zone))
    facts = [
        *_retail_facts(resource),
        *_period_facts(resource, zone),
        *(Fact(name, _field_text(value)) for name, value in resource.fields),
        Fact("Human ID", resource.human_id),
        Fact("ID", resource.id),
        Fact("Created", f"{created} by {resource.created_by}"),
        Fact("Updated", date_and_time_text(resource.updated.astimezone(zone))),
    ]
    if resource.deleted is not None:
        facts.append(
            Fact("In the trash since", date_and_time_text(resource.deleted.astimezone(zone)))
        )
    return facts


def _retail_facts(resource: Resource) -> Iterator[Fact]:
    if resource.method is not Method.RETAIL:
        return
    yield Fact("Method", "Retail")
    if resource.product:
        yield Fact("Product", resource.product)
    if resource.sub_products:
        yield Fact("Sub-products", ", ".join(resource.sub_products))
    if resource.retail_price is not None and resource.currency:
        amount = to_amount(resource.retail_price, resource.currency)
        yield Fact("Retail price", f"{amount} {resource.currency}")
    if resource.vat is not None:
        yield Fact("VAT", f"{(resource.vat * 100).normalize():f} %")


def _period_facts(resource: Resource, zone: tzinfo | None) -> Iterator[Fact]:
    start, end = (_day(moment, zone) for moment in (resource.start_period, resource.end_period))
    if start and end:
        yield Fact("Period", f"{start} to {end}")
    elif start:
        yield Fact("Period", f"from {start}")
    elif end:
        yield Fact("Period", f"until {end}")


def _day(moment: datetime | None, zone: tzinfo | None) -> str:
    return "" if moment is None else date_text(moment.astimezone(zone))


def _field_text(value: FieldValue) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return "" if value is None else str(value)

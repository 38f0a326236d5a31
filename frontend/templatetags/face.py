"""How the templates write money and times, and draw chains."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from campaigns.notices.amounts import write_amount, write_money
from campaigns.planning.models import Campaign
from campaigns.saying import in_marks
from frontend.chain import Step, draw_chain, draw_logo
from frontend.maps.drawing import Spot, draw_map

register = template.Library()
# A list of more names is no help to who has it read out; the page has all of them.
_MOST_NAMED = 25


@register.filter
def grouped(count: int) -> str:
    """Write a count with its thousands set apart, as the language does."""
    return in_marks(f"{count:,}")


@register.filter
def amount(minor: int, campaign: Campaign) -> str:
    """Write an amount without its currency, for a column that names it once."""
    return write_amount(minor, campaign.currency)


@register.filter
def money(minor: int, campaign: Campaign) -> str:
    """Write an amount with its currency, not broken across lines."""
    return write_money(minor, campaign.currency)


@register.filter
def in_zone(at: datetime, campaign: Campaign) -> SafeString:
    """Write a time on the campaign's clock, the zone named."""
    local = at.astimezone(campaign.zone())
    written = date_format(local, "j M Y, H:i")
    return format_html('<time datetime="{}">{} {}</time>', at.isoformat(), written, _zone_name(local, campaign))


@register.filter
def clock(at: datetime, campaign: Campaign) -> SafeString:
    """Write a time on the campaign's clock for a column that names the zone once."""
    local = at.astimezone(campaign.zone())
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), date_format(local, "j M Y, H:i"))


@register.filter
def day_in_zone(at: datetime, campaign: Campaign) -> SafeString:
    """Write a day on the campaign's calendar; the exact time stands in the title."""
    local = at.astimezone(campaign.zone())
    return format_html(
        '<time datetime="{}" title="{} {}">{}</time>',
        at.isoformat(),
        f"{local:%H:%M}",
        _zone_name(local, campaign),
        date_format(local, "j M Y"),
    )


@register.simple_tag
def chain(
    steps: Sequence[Step], title: str, description: str = "", radius: float = 28, words: bool = False
) -> SafeString:
    return draw_chain(steps, title=title, description=description, radius=radius, words=words)


@register.simple_tag
def worldmap(spots: Sequence[Spot], title: str) -> SafeString:
    names = [spot.name for spot in spots]
    more = [f"+{len(names) - _MOST_NAMED}"] if len(names) > _MOST_NAMED else []
    return draw_map(spots, title=title, description=", ".join([*names[:_MOST_NAMED], *more]))


@register.simple_tag
def logo() -> SafeString:
    return draw_logo()


@register.filter
def spoken(steps: Sequence[Step]) -> str:
    """Say a split in words, for those who do not see the picture."""
    return ", ".join(f"{step.name} {step.written}" for step in steps)


def _zone_name(local: datetime, campaign: Campaign) -> str:
    short = local.strftime("%Z")
    # Zones without letters of their own give an offset; the campaign's zone says more.
    return (
        campaign.time_zone if not short.isalpha() or short == campaign.time_zone else f"{short} ({campaign.time_zone})"
    )

"""How the templates write money and times, and draw chains."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django import template
from django.utils.formats import date_format, get_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from campaigns.planning.currency import format_minor
from campaigns.planning.models import Campaign
from frontend.chain import Step, draw_chain, draw_logo

register = template.Library()


@register.filter
def grouped(count: int) -> str:
    """Write a count with its thousands set apart, as the language does."""
    return f"{count:,}".replace(",", str(get_format("THOUSAND_SEPARATOR", use_l10n=True)))


@register.filter
def amount(minor: int, campaign: Campaign) -> str:
    """Write an amount without its currency, for a column that names it once."""
    return format_minor(minor, campaign.currency)


@register.filter
def money(minor: int, campaign: Campaign) -> str:
    """Write an amount with its currency, not broken across lines."""
    return f"{format_minor(minor, campaign.currency)}\N{NO-BREAK SPACE}{campaign.currency}"


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
    return format_html('<time datetime="{}">{} {}</time>', at.isoformat(), local.day, f"{local:%b %Y, %H:%M}")


@register.filter
def day_in_zone(at: datetime, campaign: Campaign) -> SafeString:
    """Write a day on the campaign's calendar; the exact time stands in the title."""
    local = at.astimezone(campaign.zone())
    return format_html(
        '<time datetime="{}" title="{} {}">{} {}</time>',
        at.isoformat(),
        f"{local:%H:%M}",
        _zone_name(local, campaign),
        local.day,
        f"{local:%b %Y}",
    )


@register.filter
def since(at: datetime, now: datetime) -> SafeString:
    """Say how long ago a time was; the exact one stands in the title."""
    seconds = max(int((now - at).total_seconds()), 0)
    units = ((86_400, "day"), (3_600, "hour"), (60, "minute"))
    count, unit = next(((seconds // size, unit) for size, unit in units if seconds >= size), (0, ""))
    said = f"{count:,} {unit}{'' if count == 1 else 's'} ago" if count else "just now"
    return format_html('<time datetime="{}" title="{} UTC">{}</time>', at.isoformat(), f"{at:%Y-%m-%d %H:%M}", said)


@register.filter
def degrees(value: float) -> str:
    """Write a latitude or longitude to about a metre, with a point whatever the language."""
    return f"{value:.5f}"


@register.simple_tag
def chain(
    steps: Sequence[Step], title: str, description: str = "", radius: float = 28, words: bool = False
) -> SafeString:
    return draw_chain(steps, title=title, description=description, radius=radius, words=words)


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

"""The map: where to look and where something was found, as inline SVG over the outlines of the world.

What is shown is what anybody may know: the places that organizers gave their objectives, and those of verified findings
as exactly as each objective lets the public see them. Found is filled, to be looked for is open, and the same is said
in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from frontend.maps.outlines import HEIGHT, METRES_PER_DEGREE, WIDTH, View, draw_outlines, view_of

_MOST_NUMBERED = 25
_RADIUS, _DOT = 9.0, 4.0


@dataclass(frozen=True)
class Spot:
    """A place on the map, with the number that its objective has in the list, and what is said of it."""

    longitude: float
    latitude: float
    number: int
    name: str
    is_found: bool = True
    radius_m: int = 0


def is_numbered(spots: Sequence[Spot]) -> bool:
    """Tell whether the spots bear their numbers; those of more places would cover each other."""
    return len(spots) <= _MOST_NUMBERED


def draw_map(spots: Sequence[Spot], *, title: str, description: str) -> SafeString:
    """Draw the spots in the smallest view that has them all."""
    view = view_of(corner for spot in spots for corner in _corners(spot))
    outlines = draw_outlines(view)
    numbered = is_numbered(spots)
    marks = format_html_join(
        "", "{}", ((_mark(spot, view, numbered),) for spot in sorted(spots, key=lambda spot: spot.is_found))
    )
    return format_html(
        '<svg class="map" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img" aria-label="{2}">'
        '<title>{3}</title><desc>{4}</desc><rect class="map-sea" width="{0}" height="{1}"/>'
        '<g transform="scale(.5)"><path class="map-land" d="{5}"/><path class="map-border" d="{6}"/></g>{7}</svg>',
        WIDTH,
        HEIGHT,
        f"{title}: {description}",
        title,
        description,
        mark_safe(outlines.land),  # noqa: S308 - numbers and the letters of a path
        mark_safe(outlines.borders),  # noqa: S308 - the same
        marks,
    )


def _corners(spot: Spot) -> list[tuple[float, float]]:
    """Give what has to be in the view of a spot: itself, or the corners of the box around its area."""
    high = spot.radius_m / METRES_PER_DEGREE
    wide = high / max(cos(radians(spot.latitude)), 0.1)
    return [(spot.longitude + x * wide, spot.latitude + y * high) for x in (-1, 1) for y in (-1, 1)]


def _mark(spot: Spot, view: View, numbered: bool) -> SafeString:
    x, y = view.place(spot.longitude, spot.latitude)
    radius = _RADIUS if numbered else _DOT
    around = view.length(spot.radius_m)
    area = format_html('<circle class="map-area" cx="{}" cy="{}" r="{}"/>', f"{x:.1f}", f"{y:.1f}", f"{around:.1f}")
    kind = "map-spot" if spot.is_found else "map-look"
    circle = format_html('<circle class="{}" cx="{}" cy="{}" r="{}"/>', kind, f"{x:.1f}", f"{y:.1f}", radius)
    number = format_html(
        '<text class="{}-number" x="{}" y="{}">{}</text>', kind, f"{x:.1f}", f"{y + 3.8:.1f}", spot.number
    )
    return format_html(
        "<g><title>{}</title>{}{}{}</g>",
        spot.name,
        # An area that its mark covers is none to be seen.
        area if around > radius else "",
        circle,
        number if numbered else "",
    )

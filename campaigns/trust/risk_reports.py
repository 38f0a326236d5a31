"""The rules about reports: the same evidence again, the same spot to the metre, and journeys nobody makes. PURE."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise
from math import asin, cos, radians, sin, sqrt

from campaigns.trust.risk_facts import HOLD, KNOW, LOOK, Exhibit, Facts, Noticed, Report

_EARTH_KM = 6_371.0


def same_evidence(facts: Facts) -> Iterator[Noticed]:
    """The same file, or nearly the same picture, from several reporters; friends do pass a photograph on."""
    limits = facts.thresholds
    for group in _same_files(facts):
        first, *copies = group
        copies = [copy for copy in copies if copy.participant_id != first.participant_id]
        away = [copy for copy in copies if _is_elsewhere(first, copy, limits.far_apart_km)]
        reporters = _reporters(group)
        grave = away or len(reporters) >= limits.copies_to_hold
        yield Noticed(
            kind="same_evidence",
            severity=HOLD if grave else LOOK,
            subject=f"file:{first.finding_id}",
            # Whoever sent it first is concerned and not suspected: it is theirs that was taken.
            people=(*_reporters(copies), first.participant_id),
            # A friend who passed it on at the same place is not held for a thief elsewhere.
            suspects=_reporters(away or copies),
            finding_id=(away or copies)[0].finding_id,
            facts={
                "reporters": len(reporters),
                "identical": True,
                "km_apart": round(max(distance_km(first, copy) for copy in copies), 1),
                "bits_apart": 0,
            },
        )
    for earlier, later, bits in _near_pictures(facts):
        elsewhere = _is_elsewhere(earlier, later, limits.far_apart_km)
        yield Noticed(
            kind="same_evidence",
            # Two who photographed the same thing have pictures that are alike.
            severity=LOOK if elsewhere else KNOW,
            subject=f"near:{later.finding_id}",
            people=(later.participant_id, earlier.participant_id),
            suspects=(later.participant_id,) if elsewhere else (),
            finding_id=later.finding_id,
            facts={
                "reporters": 2,
                "identical": False,
                "km_apart": round(distance_km(earlier, later), 1),
                "bits_apart": bits,
            },
        )


def same_spot(facts: Facts) -> Iterator[Noticed]:
    """Devices of several reporters at the same spot to the metre: true positions scatter, typed ones do not."""
    spots: dict[tuple[int, float, float], list[Report]] = {}
    for report in sorted(facts.reports, key=lambda report: (report.received_at, report.finding_id)):
        if report.by_device and report.latitude is not None and report.longitude is not None:
            spot = (report.objective_id, round(report.latitude, 5), round(report.longitude, 5))
            spots.setdefault(spot, []).append(report)
    for group in spots.values():
        reporters = _reporters(group)
        if len(reporters) >= facts.thresholds.same_spot_reporters:
            yield Noticed(
                kind="same_spot",
                severity=LOOK,
                subject=f"spot:{group[0].finding_id}",
                people=reporters,
                suspects=reporters,
                finding_id=group[-1].finding_id,
                facts={"reporters": len(reporters), "reports": len(group)},
            )


def impossible_travel(facts: Facts) -> Iterator[Noticed]:
    """Two reports of one person, further apart than an aircraft gets; a place typed in may be a friend's sighting."""
    limits = facts.thresholds
    for participant_id, reports in facts.reports_of.items():
        placed = [report for report in reports if report.latitude is not None]
        legs = [(one, other, *_journey(one, other)) for one, other in pairwise(placed)]
        legs = [leg for leg in legs if leg[2] >= limits.travel_km and leg[3] > limits.travel_kmh]
        if not legs:
            continue
        by_device = sum(one.by_device and other.by_device for one, other, _, _ in legs)
        grave = by_device >= limits.device_legs_to_hold
        farthest = max(legs, key=lambda leg: leg[2])
        yield Noticed(
            kind="impossible_travel",
            severity=HOLD if grave else LOOK if by_device else KNOW,
            subject=f"person:{participant_id}",
            people=(participant_id,),
            suspects=(participant_id,) if by_device else (),
            finding_id=farthest[1].finding_id,
            facts={
                "legs": len(legs),
                "by_device": by_device,
                "km": round(farthest[2]),
                "minutes": round((farthest[1].observed_at - farthest[0].observed_at).total_seconds() / 60),
            },
        )


def distance_km(one: Report, other: Report) -> float:
    """Give the distance of two reports along the earth's surface, 0 where a place is missing."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return 0.0
    up, over = radians(other.latitude - one.latitude), radians(other.longitude - one.longitude)
    chord = sin(up / 2) ** 2 + cos(radians(one.latitude)) * cos(radians(other.latitude)) * sin(over / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(chord)))


def bits_apart(one: str, other: str) -> int:
    """Count the bits in which two perceptual hashes differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def is_flat(perceptual_hash: str, *, bits: int) -> bool:
    """Tell whether a picture has next to nothing on it: the sky, a dark room; all of these look alike."""
    ones = int(perceptual_hash, 16).bit_count()
    return ones < bits or ones > len(perceptual_hash) * 4 - bits


def _is_elsewhere(one: Report, other: Report, far_km: float) -> bool:
    return one.objective_id != other.objective_id or distance_km(one, other) > far_km


def _same_files(facts: Facts) -> Iterator[list[Report]]:
    by_file: dict[str, list[Report]] = {}
    for exhibit in facts.exhibits:
        report = facts.report_by_id.get(exhibit.finding_id)
        if exhibit.sha256 and report is not None:
            by_file.setdefault(exhibit.sha256, []).append(report)
    for group in by_file.values():
        if len(_reporters(group)) > 1:
            yield sorted(group, key=lambda report: (report.received_at, report.finding_id))


def _near_pictures(facts: Facts) -> Iterator[tuple[Report, Report, int]]:
    flat = facts.thresholds.flat_hash_bits
    pictures = [
        each for each in facts.exhibits if each.perceptual_hash and not is_flat(each.perceptual_hash, bits=flat)
    ]
    nearest: dict[int, tuple[int, Report, Report]] = {}
    for one, other in combinations(pictures, 2):
        if one.sha256 == other.sha256:
            continue
        bits = bits_apart(one.perceptual_hash, other.perceptual_hash)
        if bits > facts.thresholds.near_hash_bits:
            continue
        pair = _in_turn(facts, one, other)
        if pair is not None and (pair[1].finding_id not in nearest or bits < nearest[pair[1].finding_id][0]):
            nearest[pair[1].finding_id] = (bits, *pair)
    for bits, earlier, later in nearest.values():
        yield earlier, later, bits


def _in_turn(facts: Facts, one: Exhibit, other: Exhibit) -> tuple[Report, Report] | None:
    """Give the reports of two people in the order of receipt, or nothing where it is one person's."""
    reports = [facts.report_by_id[each.finding_id] for each in (one, other) if each.finding_id in facts.report_by_id]
    if len(reports) < 2 or reports[0].participant_id == reports[1].participant_id:
        return None
    earlier, later = sorted(reports, key=lambda report: (report.received_at, report.finding_id))
    return earlier, later


def _journey(one: Report, other: Report) -> tuple[float, float]:
    """Give the kilometres between two reports, less what both may be wrong by, and the speed they take."""
    km = max(0.0, distance_km(one, other) - (one.accuracy_m + other.accuracy_m) / 1_000)
    hours = (other.observed_at - one.observed_at).total_seconds() / 3_600
    return km, km / max(hours, 1 / 3_600)


def _reporters(reports: list[Report]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(report.participant_id for report in reports))

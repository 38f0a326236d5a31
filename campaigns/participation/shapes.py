"""Shapes of the participation report, part by part, as the API's document has them.

They describe what the modules beside this one put together, and take no part in it: a report is stored as it is told.
"""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from campaigns.participation.course import COHORTS_BY
from campaigns.participation.periods import PERIOD_KINDS
from campaigns.participation.relaxation import CLASSES
from campaigns.participation.retention import RETENTION_KINDS

SPIKE_BINS = ("hour", "day")


def _numbers(help_text: str = "") -> serializers.ListField:
    return serializers.ListField(child=serializers.IntegerField(), help_text=help_text)


def _shares(help_text: str = "") -> serializers.ListField:
    return serializers.ListField(child=serializers.FloatField(), help_text=help_text)


class FigureSerializer(serializers.Serializer[Any]):
    """A number, the count that it rests on and its 95 % interval; where something is missing there is no number."""

    value = serializers.FloatField(allow_null=True)
    n = serializers.IntegerField()
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    missing = serializers.CharField(allow_blank=True)
    needed = serializers.IntegerField(
        allow_null=True, help_text="So many it takes where there are n; null where more of them would change nothing."
    )


class ReportPeriodSerializer(serializers.Serializer[Any]):
    label = serializers.CharField(help_text="By the campaign's clocks.")  # type: ignore[assignment]  # a member of this name
    start = serializers.DateTimeField()


class ReportPartSerializer(serializers.Serializer[Any]):
    as_of = serializers.DateTimeField()
    time_zone = serializers.CharField()


class PeriodicPartSerializer(ReportPartSerializer):
    period = serializers.ChoiceField(PERIOD_KINDS)


class PeriodSeriesSerializer(PeriodicPartSerializer):
    """A part whose series have a number for each of its periods."""

    periods = ReportPeriodSerializer(many=True)


class KFactorSerializer(serializers.Serializer[Any]):
    invites_per_participant = FigureSerializer()
    accepted_share = FigureSerializer()
    k = FigureSerializer()


class SourceJoinsSerializer(serializers.Serializer[Any]):
    source = serializers.CharField()  # type: ignore[assignment]  # a member of this name
    joins = serializers.IntegerField()


class ReportGrowthSerializer(PeriodSeriesSerializer):
    joins = _numbers()
    roots = _numbers("Of them, those whom nobody brought.")
    cumulative = _numbers()
    complete = serializers.IntegerField(help_text="So many of the periods are over.")
    organic_share = FigureSerializer()
    doubling_periods = FigureSerializer()
    k_factor = KFactorSerializer()
    sources = SourceJoinsSerializer(many=True)


class CohortSerializer(serializers.Serializer[Any]):
    label = serializers.CharField()  # type: ignore[assignment]  # a member of this name
    start = serializers.DateTimeField(allow_null=True, help_text="Null where cohorts are not of periods.")
    size = serializers.IntegerField()
    counts = _numbers("Who was active at +0, +1, … periods.")
    complete_through = serializers.IntegerField(help_text="The last k whose period is over; -1 for none.")
    at_risk = serializers.ListField(
        child=serializers.IntegerField(), required=False, help_text="Of groups: how many could have been, at +0, +1, …"
    )
    shares = FigureSerializer(many=True, required=False, help_text="Of groups: the counts of those at risk.")


class ReportRetentionSerializer(PeriodicPartSerializer):
    kind = serializers.ChoiceField(RETENTION_KINDS)
    cohort_by = serializers.ChoiceField(COHORTS_BY)
    missing = serializers.CharField(allow_blank=True)
    cohorts = CohortSerializer(many=True)
    mean_simple = FigureSerializer(many=True)
    mean_weighted = FigureSerializer(many=True)
    cohorts_counted = serializers.ListField(
        child=serializers.IntegerField(), required=False, help_text="Of periods: how many cohorts are in each mean."
    )


class ReportLifecycleSerializer(PeriodSeriesSerializer):
    active = _numbers()
    new = _numbers()
    returning = _numbers()
    resurrecting = _numbers()
    dormant = _numbers("Zero or below.")
    complete = serializers.IntegerField(help_text="So many of the periods are over.")
    quick_ratios = FigureSerializer(many=True)
    recent_quick_ratio = FigureSerializer()
    missing = serializers.CharField(allow_blank=True)


class DaysHistogramSerializer(serializers.Serializer[Any]):
    """So many people had so many days."""

    days = _numbers()
    people = _numbers()


class ReportStickinessSerializer(PeriodSeriesSerializer):
    dau = _numbers("People active on the day.")
    wau = _numbers("In the week that ends with it.")
    mau = _numbers("In the 28 days that end with it.")
    dau_over_mau = FigureSerializer(many=True)
    l28 = DaysHistogramSerializer()
    days_of_28 = FigureSerializer()
    active_days = DaysHistogramSerializer()


class BreadthSerializer(serializers.Serializer[Any]):
    depth = _numbers()
    people = _numbers()


class TreeSizesSerializer(serializers.Serializer[Any]):
    size = _numbers()
    trees = _numbers()


class OffspringSerializer(serializers.Serializer[Any]):
    recruits = _numbers()
    people = _numbers()


class LargeTreeSerializer(serializers.Serializer[Any]):
    root = serializers.CharField(help_text="The name of whoever began it.")  # type: ignore[assignment]  # a member of this name
    people = serializers.IntegerField()
    structural_virality = serializers.FloatField(allow_null=True)


class GenerationMinutesSerializer(serializers.Serializer[Any]):
    median = FigureSerializer()
    p90 = FigureSerializer()


class GenerationFigureSerializer(FigureSerializer):
    generation = serializers.IntegerField()


class ReportCascadeSerializer(ReportPartSerializer):
    people = serializers.IntegerField()
    roots = serializers.IntegerField()
    breadth = BreadthSerializer()
    tree_sizes = TreeSizesSerializer()
    offspring = OffspringSerializer()
    structural_virality = FigureSerializer()
    largest_trees = LargeTreeSerializer(many=True)
    generation_minutes = GenerationMinutesSerializer()
    cohort_r = FigureSerializer()
    cohort_r_by_generation = GenerationFigureSerializer(many=True)


class ReproductionWindowSerializer(serializers.Serializer[Any]):
    start = serializers.DateTimeField()
    end = serializers.DateTimeField()
    mean = serializers.FloatField(allow_null=True)
    sd = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    n = serializers.IntegerField()
    missing = serializers.CharField(allow_blank=True)


class ReportReproductionSerializer(PeriodicPartSerializer):
    window_bins = serializers.IntegerField()
    dispersion_k = FigureSerializer()
    interval_is_measured = serializers.BooleanField(allow_null=True)
    windows = ReproductionWindowSerializer(many=True)
    missing = serializers.CharField(allow_blank=True)


class SpikeSourceSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    joins = serializers.IntegerField()


class SpikeInviterSerializer(SpikeSourceSerializer):
    id = serializers.UUIDField()


class RelaxationSerializer(serializers.Serializer[Any]):
    exponent = FigureSerializer()
    peak_share = FigureSerializer()
    likely_class = serializers.ChoiceField(CLASSES, allow_blank=True)


class SpikeSerializer(serializers.Serializer[Any]):
    start = serializers.DateTimeField()
    peak = serializers.DateTimeField()
    end = serializers.DateTimeField(allow_null=True)
    is_over = serializers.BooleanField()
    joins = serializers.IntegerField()
    excess = serializers.FloatField(help_text="So many more than usual.")
    half_life_hours = serializers.FloatField(allow_null=True)
    half_life_missing = serializers.CharField(allow_blank=True)
    sources = SpikeSourceSerializer(many=True)
    inviters = SpikeInviterSerializer(many=True)
    retention = FigureSerializer()
    retention_lift = FigureSerializer()
    activity_after = FigureSerializer()
    relaxation = RelaxationSerializer()


class ReportSpikesSerializer(ReportPartSerializer):
    bin = serializers.ChoiceField(SPIKE_BINS)
    missing = serializers.CharField(allow_blank=True)
    spikes = SpikeSerializer(many=True)


class DaysFigureSerializer(FigureSerializer):
    days = serializers.IntegerField()


class SurvivalStepsSerializer(serializers.Serializer[Any]):
    days = _numbers()
    survival = _shares()
    low = _shares()
    high = _shares()
    at_risk = _numbers()
    censored = _numbers("Who was followed no longer than to this step, and from the step before on.")


class SurvivalCurveSerializer(serializers.Serializer[Any]):
    n = serializers.IntegerField()
    lapsed = serializers.IntegerField()
    median_days = FigureSerializer()
    after_days = DaysFigureSerializer(many=True)
    steps = SurvivalStepsSerializer()


class LogRankSerializer(serializers.Serializer[Any]):
    """A test whether these people stay as long as the others."""

    statistic = serializers.FloatField(allow_null=True)
    p = serializers.FloatField(allow_null=True)
    n = serializers.IntegerField()
    missing = serializers.CharField(allow_blank=True)


class ComparedCurveSerializer(SurvivalCurveSerializer):
    label = serializers.CharField()  # type: ignore[assignment]  # a member of this name
    log_rank = LogRankSerializer()


class SurvivalByRecruitingSerializer(serializers.Serializer[Any]):
    brought_somebody = SurvivalCurveSerializer()
    brought_nobody = SurvivalCurveSerializer()
    log_rank = LogRankSerializer()


class ReportSurvivalSerializer(ReportPartSerializer):
    gap_days = serializers.IntegerField()
    everybody = SurvivalCurveSerializer()
    by_cohort = ComparedCurveSerializer(many=True)
    by_generation = ComparedCurveSerializer(many=True)
    by_recruiting = SurvivalByRecruitingSerializer()
    by_arm = ComparedCurveSerializer(many=True)


class LorenzSerializer(serializers.Serializer[Any]):
    """Of so great a part of the people, who has least first, the part of all that they have; empty without a Gini."""

    people = _shares()
    held = _shares()


class SpreadSerializer(serializers.Serializer[Any]):
    gini = FigureSerializer()
    lorenz = LorenzSerializer(help_text="Straight between its points; the area above it, twice, is the Gini.")
    top_percent_share = FigureSerializer()
    people = serializers.IntegerField()
    with_any = serializers.IntegerField()


class ReportInequalitySerializer(ReportPartSerializer):
    recruiting = SpreadSerializer()
    findings = SpreadSerializer()
    pay = SpreadSerializer()


class TiesByKindSerializer(serializers.Serializer[Any]):
    """By what the first exchange was."""

    recruit = serializers.IntegerField()
    corroboration = serializers.IntegerField()
    vouch = serializers.IntegerField()
    thanks = serializers.IntegerField()
    buddy = serializers.IntegerField()


class ReportTiesSerializer(ReportPartSerializer):
    ties = serializers.IntegerField()
    by_kind = TiesByKindSerializer()
    weeks = ReportPeriodSerializer(many=True)
    new = _numbers()
    per_active_week = FigureSerializer()
    per_person_week = FigureSerializer()
    reciprocity = FigureSerializer()
    bridging = FigureSerializer()
    bridging_beyond_recruits = FigureSerializer()
    reports_verified = FigureSerializer()
    reporters = serializers.IntegerField()


class ReportVerdictSerializer(serializers.Serializer[Any]):
    verdict = serializers.ChoiceField(["not enough data", "spike", "growing", "holding", "fading"])
    sustained = serializers.BooleanField()
    reasons = serializers.ListField(child=serializers.CharField(), help_text="Sentences with the numbers in them.")
    numbers = serializers.DictField(child=serializers.FloatField(allow_null=True))


class ReportSettingsSerializer(serializers.Serializer[Any]):
    """By what is counted; whatever changes the gap or the window has everything counted anew."""

    gap_days = serializers.IntegerField(min_value=1, max_value=366)
    window_days = serializers.IntegerField(min_value=1, max_value=366)
    observation_days = serializers.IntegerField(min_value=1, max_value=366)
    minimum = serializers.IntegerField(min_value=1, max_value=10_000)


PARTS: dict[str, type[ReportPartSerializer]] = {
    "growth": ReportGrowthSerializer,
    "retention": ReportRetentionSerializer,
    "lifecycle": ReportLifecycleSerializer,
    "stickiness": ReportStickinessSerializer,
    "cascade": ReportCascadeSerializer,
    "reproduction": ReportReproductionSerializer,
    "spikes": ReportSpikesSerializer,
    "survival": ReportSurvivalSerializer,
    "inequality": ReportInequalitySerializer,
    "ties": ReportTiesSerializer,
}


class ReportSerializer(PeriodicPartSerializer):
    """The report as of a moment; each of its parts is there by itself too."""

    settings = ReportSettingsSerializer()
    people = serializers.IntegerField()
    ever_active = serializers.IntegerField()
    summary = serializers.ListField(
        child=serializers.CharField(), help_text="The parts in a few sentences, as far as there is enough to say."
    )
    verdict = ReportVerdictSerializer()
    growth = ReportGrowthSerializer()
    retention = ReportRetentionSerializer()
    lifecycle = ReportLifecycleSerializer()
    stickiness = ReportStickinessSerializer()
    cascade = ReportCascadeSerializer()
    reproduction = ReportReproductionSerializer()
    spikes = ReportSpikesSerializer()
    survival = ReportSurvivalSerializer()
    inequality = ReportInequalitySerializer()
    ties = ReportTiesSerializer()

"""Finding and Verdict: what was reported, and every decision about it; what came with a report, and its review.

A verdict is a row and never an overwritten column (law 7). Verifying takes the objective's lock and gives the
finding its `paid_rank`, or none when the quota is filled (law 4); a rank once given is never changed.
"""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Count, F, Q, When

from campaigns.identifiers import Identified


class FindingQuerySet(models.QuerySet["Finding"]):
    def undecided(self) -> Self:
        return self.filter(state__in=Finding.UNDECIDED)

    def ranked(self) -> Self:
        """Findings that are to be paid, or have been."""
        return self.filter(paid_rank__isnull=False)

    def by_pressing(self) -> Self:
        """Add how pressing each is for its reporter, from 0: it needs an answer, it waits, it is decided."""
        return self.annotate(
            pressing=Case(
                When(state=Finding.State.NEEDS_INFO, then=0),
                When(state__in=Finding.UNDECIDED, then=1),
                default=2,
                output_field=models.IntegerField(),
            )
        )

    def standing(self) -> dict[str, int]:
        """Count how many stand how, for their reporter."""
        return self.aggregate(
            needs_info=Count("pk", filter=Q(state=Finding.State.NEEDS_INFO)),
            waiting=Count("pk", filter=Q(state__in=[Finding.State.SUBMITTED, Finding.State.UNDER_REVIEW])),
            verified=Count("pk", filter=Q(state=Finding.State.VERIFIED)),
            total=Count("pk"),
        )


class Finding(Identified):
    """A participant's report that an objective was found or done, somewhere, at some time."""

    class State(models.TextChoices):
        SUBMITTED = "submitted", "submitted"
        UNDER_REVIEW = "under_review", "under review"
        NEEDS_INFO = "needs_info", "needs information"
        VERIFIED = "verified", "verified"
        REJECTED = "rejected", "rejected"
        DUPLICATE = "duplicate", "duplicate"
        WITHDRAWN = "withdrawn", "withdrawn"
        REVERSED = "reversed", "reversed"

    UNDECIDED = (State.SUBMITTED, State.UNDER_REVIEW, State.NEEDS_INFO)

    class LocationSource(models.TextChoices):
        DEVICE = "device", "the device's position"
        MAP = "map", "a point on the map"
        ADDRESS = "address", "an address"
        IMPORT = "import", "an imported file"

    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="findings")
    # Both by composite keys that the migration adds: objective and finder are of the finding's campaign.
    objective = models.ForeignKey("campaigns.Objective", models.PROTECT, related_name="findings", db_constraint=False)
    participant = models.ForeignKey(
        "campaigns.Participant", models.PROTECT, related_name="findings", db_constraint=False
    )
    note = models.TextField(max_length=4_000, blank=True)
    observed_at = models.DateTimeField(help_text="When it was seen, as the reporter says.")
    received_at = models.DateTimeField(help_text="When it reached the server; decides who was first.")
    latitude = models.FloatField(null=True, validators=[MinValueValidator(-90), MaxValueValidator(90)])
    longitude = models.FloatField(null=True, validators=[MinValueValidator(-180), MaxValueValidator(180)])
    accuracy_m = models.FloatField(null=True, validators=[MinValueValidator(0), MaxValueValidator(40_075_000)])
    location_source = models.CharField(max_length=8, choices=LocationSource.choices, blank=True)
    client_id = models.CharField(  # noqa: DJ001 - a report without one is unlike every other
        max_length=64, null=True, help_text="The client's own id of the report; makes a retry safe."
    )
    state = models.CharField(max_length=12, choices=State.choices, default=State.SUBMITTED)
    paid_rank = models.PositiveIntegerField(null=True, help_text="1 … quota for those that are paid.")
    decided_at = models.DateTimeField(null=True)
    round = models.PositiveSmallIntegerField(
        default=1, db_default=1, help_text="Of the review; every appeal begins another."
    )

    objects: ClassVar[FindingQuerySet] = FindingQuerySet.as_manager()  # type: ignore[assignment]  # a manager with the verbs

    # No column: by how much the times of gold are shown later than they were, and nothing of all others.
    shown_later = timedelta(0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participant", "client_id"], name="report_is_received_once"),
            # By condition, like every key of what changes: writing one without locks out whoever refers to the row.
            models.UniqueConstraint(
                fields=["objective", "paid_rank"],
                condition=Q(paid_rank__isnull=False),
                name="paid_rank_is_given_once",
            ),
            models.CheckConstraint(
                condition=Q(paid_rank__isnull=True) | Q(paid_rank__gte=1, state__in=["verified", "reversed"]),
                name="only_the_verified_are_paid",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "submitted",
                        "under_review",
                        "needs_info",
                        "verified",
                        "rejected",
                        "duplicate",
                        "withdrawn",
                        "reversed",
                    ]
                ),
                name="finding_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                # Said outright, because a check that is unknown passes.
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__gte=-90,
                    latitude__lte=90,
                    longitude__gte=-180,
                    longitude__lte=180,
                ),
                name="finding_is_on_earth",
            ),
        ]
        indexes = [
            models.Index(fields=["campaign", "state", "id"], name="findings_by_state"),
            models.Index(fields=["campaign", "received_at", "id"], name="findings_by_arrival"),
            models.Index(fields=["campaign", "observed_at", "id"], name="findings_by_time_seen"),
            models.Index(fields=["id"], condition=Q(paid_rank__isnull=False), name="findings_to_pay"),
            models.Index(
                fields=["objective"],
                condition=Q(state__in=["submitted", "under_review", "needs_info"]),
                name="findings_undecided",
            ),
            models.Index(fields=["id"], condition=Q(state="reversed"), name="findings_reversed"),
        ]

    def __str__(self) -> str:
        return f"finding {self.public_id}"

    @property
    def quota_filled(self) -> bool:
        """Verified, and too late to be paid; what was imported as verified and not to be paid is neither."""
        if self.state != self.State.VERIFIED or self.paid_rank is not None:
            return False
        return all(verdict.kind != Verdict.Kind.IMPORTED for verdict in self.verdicts.all())


class Verdict(models.Model):
    """One step of a finding's review: by whom, when, why. Append-only by trigger."""

    class Kind(models.TextChoices):
        VERIFIED = "verified", "verified"
        IMPORTED = "imported", "imported as verified"
        REJECTED = "rejected", "rejected"
        DUPLICATE = "duplicate", "duplicate"
        NEEDS_INFO = "needs_info", "information requested"
        RESPONDED = "responded", "information given"
        WITHDRAWN = "withdrawn", "withdrawn by its reporter"
        EXPIRED = "expired", "rejected because nobody decided in time"
        REVERSED = "reversed", "found wrong after it was verified"
        CLAIMED = "claimed", "taken up by a reviewer"
        RELEASED = "released", "given back by a reviewer"
        VOTE_VERIFY = "vote_verify", "one reviewer finds it true"
        VOTE_REJECT = "vote_reject", "one reviewer finds it false or unfit"
        APPEALED = "appealed", "appealed by its reporter"

    VOTES = (Kind.VOTE_VERIFY, Kind.VOTE_REJECT)

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="verdicts")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    round = models.PositiveSmallIntegerField(default=1, db_default=1)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        help_text="Nobody: the platform.",
    )
    at = models.DateTimeField()
    reason = models.CharField(max_length=40, blank=True)
    note = models.TextField(max_length=4_000, blank=True)
    duplicate_of = models.ForeignKey(Finding, models.PROTECT, related_name="+", null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "verified",
                        "imported",
                        "rejected",
                        "duplicate",
                        "needs_info",
                        "responded",
                        "withdrawn",
                        "expired",
                        "reversed",
                        "claimed",
                        "released",
                        "vote_verify",
                        "vote_reject",
                        "appealed",
                    ]
                ),
                name="verdict_is_a_known_kind",
            ),
            models.UniqueConstraint(
                fields=["finding", "round", "by"],
                condition=Q(kind__in=["vote_verify", "vote_reject"]),
                name="reviewer_votes_once_a_round",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} at {self.at:%Y-%m-%d %H:%M}"


class Evidence(Identified):
    """A photograph, a short video or a link that came with a report. Files are kept as we wrote them, never as sent."""

    MOST_FILES = 6
    MOST_LINKS = 5

    class Kind(models.TextChoices):
        IMAGE = "image", "a photograph"
        VIDEO = "video", "a video"
        LINK = "link", "a link"

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    position = models.PositiveSmallIntegerField(help_text="From 1, links and files each counted by themselves.")
    added_at = models.DateTimeField()
    url = models.URLField(max_length=2_000, blank=True)
    file = models.FileField(max_length=200, blank=True)
    preview = models.FileField(max_length=200, blank=True, help_text="A small JPEG.")
    media_type = models.CharField(max_length=40, blank=True)
    size_bytes = models.PositiveBigIntegerField(null=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    duration_s = models.FloatField(null=True)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True, help_text="Of the file as it was sent.")
    perceptual_hash = models.CharField(max_length=16, blank=True, help_text="64 bits in hex; near files differ in few.")
    # What the file itself said before that was stripped; for reviewers alone.
    taken_at = models.DateTimeField(null=True)
    taken_latitude = models.FloatField(null=True)
    taken_longitude = models.FloatField(null=True)

    class Meta:
        ordering = ["kind", "position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="link", position__gte=1, position__lte=5) & ~Q(url="") & Q(file="", sha256="")
                | Q(kind__in=["image", "video"], position__gte=1, position__lte=6, url="")
                & ~Q(file="")
                & ~Q(sha256=""),
                name="evidence_is_six_files_and_five_links_at_most",
            ),
            models.UniqueConstraint(
                fields=["finding", "position"], condition=Q(kind="link"), name="link_has_a_place_of_its_own"
            ),
            models.UniqueConstraint(
                fields=["finding", "position"],
                condition=Q(kind__in=["image", "video"]),
                name="file_has_a_place_of_its_own",
            ),
            models.UniqueConstraint(fields=["finding", "sha256"], condition=~Q(sha256=""), name="file_is_added_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.position} of finding {self.finding_id}"


class SecretFact(Identified):
    """What only a witness can know of an objective, asked as a question; of the answer only a keyed hash is kept."""

    objective = models.ForeignKey("campaigns.Objective", models.PROTECT, related_name="secret_facts")
    question = models.CharField(max_length=200)
    answer_hash = models.CharField(max_length=64)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.question


class FactAnswer(models.Model):
    """What a reporter answered, right or not; three times each at most, and append-only. They are never told which."""

    MOST_ATTEMPTS = 3

    fact = models.ForeignKey(SecretFact, models.PROTECT, related_name="answers")
    participant = models.ForeignKey("campaigns.Participant", models.PROTECT, related_name="+")
    finding = models.ForeignKey(Finding, models.PROTECT, related_name="fact_answers")
    attempt = models.PositiveSmallIntegerField()
    matched = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fact", "participant", "attempt"], name="fact_is_answered_in_turn"),
            models.CheckConstraint(
                condition=Q(attempt__gte=1, attempt__lte=3), name="fact_is_answered_three_times_at_most"
            ),
        ]

    def __str__(self) -> str:
        return f"answer {self.attempt} to fact {self.fact_id}"


class Vouch(Identified):
    """Somebody on the chain above the finder says, before anybody decided, that a report is true. Append-only."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="vouches")
    participant = models.ForeignKey("campaigns.Participant", models.PROTECT, related_name="vouches")
    note = models.CharField(max_length=280, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["finding", "participant"], name="report_is_vouched_for_once_by_each")
        ]

    def __str__(self) -> str:
        return f"vouch for finding {self.finding_id}"


class Assessment(models.Model):
    """What is thought of a report before anybody decides: its cluster, its credibility and every piece of it.

    Worked out anew whenever something of it changes; nothing but the order of the queue depends on it.
    """

    finding = models.OneToOneField(Finding, models.CASCADE, related_name="assessment", primary_key=True)
    campaign = models.ForeignKey("campaigns.Campaign", models.CASCADE, related_name="+", db_index=False)
    cluster_first = models.ForeignKey(
        Finding, models.CASCADE, related_name="+", help_text="The first valid report of the same cluster."
    )
    log_odds = models.FloatField()
    priority = models.FloatField(help_text="The prize times the probability that the report is true.")
    pieces = models.JSONField(default=list)
    assessed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["campaign", "-priority", "finding"], name="findings_by_priority")]

    def __str__(self) -> str:
        return f"{self.log_odds:+.2f} for finding {self.finding_id}"


class Claim(models.Model):
    """A reviewer has taken up a finding, for as long as the campaign gives; gone with the verdict."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="claims")
    place = models.PositiveSmallIntegerField(help_text="From 1 to the number of reviewers that are asked.")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    claimed_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["finding", "place"], name="finding_is_with_one_reviewer_a_place"),
            models.UniqueConstraint(fields=["finding", "reviewer"], name="reviewer_takes_a_finding_up_once"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("claimed_at")), name="claim_lasts_a_while"),
        ]

    def __str__(self) -> str:
        return f"finding {self.finding_id} until {self.expires_at:%H:%M}"


class Gold(Identified):
    """A decided finding whose truth is certain, shown to reviewers again as if it were new, under this name."""

    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="gold")
    finding = models.OneToOneField(Finding, models.PROTECT, related_name="gold")
    is_true = models.BooleanField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"finding {self.finding_id} as gold"


class GoldAnswer(models.Model):
    """What a reviewer said of gold; append-only."""

    gold = models.ForeignKey(Gold, models.PROTECT, related_name="answers")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    said_true = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gold", "reviewer"], name="gold_is_answered_once_by_each")]

    def __str__(self) -> str:
        return f"answer to gold {self.gold_id}"

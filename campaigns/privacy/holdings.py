"""What this room holds of people: their exports, and that somebody asked to be erased."""

from __future__ import annotations

from campaigns.people.personal import DELETED, Erasing, Holding, Retention, erase_by, hold, not_personal, retain
from campaigns.privacy.exporting import archive_name
from campaigns.privacy.models import EXPORT_LASTS, Export


def name_archives(erasing: Erasing) -> None:
    """Have the archives removed, also one that is being made at this moment."""
    erasing.files += [
        f"evidence:{archive_name(export)}" for export in Export.objects.filter(user=erasing.person.user_id)
    ]


def declare() -> None:
    retain(
        Retention("export", "3 days", lasts=EXPORT_LASTS, swept_by="campaigns.privacy.tasks.forget_exports"),
        Retention("erasure", "as proof that it was done; nobody's from then on"),
    )
    hold(
        Holding(
            "campaigns.Export",
            of="user",
            says="exports of one's data",
            why="to give people what is held of them",
            retention="export",
            fields={"user": "whose it is", "file": "the archive"},
            on_erasure=DELETED,
            shown=("state", "asked_at", "ready_at"),
            kept_back={"file": "it is this archive, or one like it"},
        ),
        Holding(
            "campaigns.Erasure",
            of="user",
            says="that one asked to be erased",
            why="to carry it out, and to be able to show that it was",
            retention="erasure",
            fields={"user": "who asked"},
            on_erasure={},
            stays={"user": "emptied by the last step"},
            shown=("asked_at", "money_to"),
        ),
    )
    erase_by(name_archives)
    not_personal("campaigns.Erasure", files="names drawn by chance, empty once they are removed")

from typing import Literal

EvidenceKindEnum = Literal["image", "link", "video"]

EVIDENCE_KIND_ENUM_VALUES: set[EvidenceKindEnum] = {
    "image",
    "link",
    "video",
}


def check_evidence_kind_enum(value: str) -> EvidenceKindEnum:
    if value in EVIDENCE_KIND_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {EVIDENCE_KIND_ENUM_VALUES!r}")

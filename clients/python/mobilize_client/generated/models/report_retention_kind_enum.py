from typing import Literal

ReportRetentionKindEnum = Literal["first_time", "joined", "on_or_after", "recurring"]

REPORT_RETENTION_KIND_ENUM_VALUES: set[ReportRetentionKindEnum] = {
    "first_time",
    "joined",
    "on_or_after",
    "recurring",
}


def check_report_retention_kind_enum(value: str) -> ReportRetentionKindEnum:
    if value in REPORT_RETENTION_KIND_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REPORT_RETENTION_KIND_ENUM_VALUES!r}")

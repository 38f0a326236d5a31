from typing import Literal

CohortByEnum = Literal["arm", "branch", "generation", "period", "source"]

COHORT_BY_ENUM_VALUES: set[CohortByEnum] = {
    "arm",
    "branch",
    "generation",
    "period",
    "source",
}


def check_cohort_by_enum(value: str) -> CohortByEnum:
    if value in COHORT_BY_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {COHORT_BY_ENUM_VALUES!r}")

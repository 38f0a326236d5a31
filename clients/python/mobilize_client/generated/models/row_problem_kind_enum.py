from typing import Literal

RowProblemKindEnum = Literal["error", "warning"]

ROW_PROBLEM_KIND_ENUM_VALUES: set[RowProblemKindEnum] = {
    "error",
    "warning",
}


def check_row_problem_kind_enum(value: str) -> RowProblemKindEnum:
    if value in ROW_PROBLEM_KIND_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ROW_PROBLEM_KIND_ENUM_VALUES!r}")

from typing import Literal

ImportsReportRetrieveFormat = Literal["csv", "json"]

IMPORTS_REPORT_RETRIEVE_FORMAT_VALUES: set[ImportsReportRetrieveFormat] = {
    "csv",
    "json",
}


def check_imports_report_retrieve_format(value: str) -> ImportsReportRetrieveFormat:
    if value in IMPORTS_REPORT_RETRIEVE_FORMAT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {IMPORTS_REPORT_RETRIEVE_FORMAT_VALUES!r}")

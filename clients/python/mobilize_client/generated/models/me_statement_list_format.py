from typing import Literal

MeStatementListFormat = Literal["csv", "json", "pdf"]

ME_STATEMENT_LIST_FORMAT_VALUES: set[MeStatementListFormat] = {
    "csv",
    "json",
    "pdf",
}


def check_me_statement_list_format(value: str) -> MeStatementListFormat:
    if value in ME_STATEMENT_LIST_FORMAT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ME_STATEMENT_LIST_FORMAT_VALUES!r}")

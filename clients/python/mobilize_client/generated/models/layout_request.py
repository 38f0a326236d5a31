from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.decimal_mark_enum import DecimalMarkEnum, check_decimal_mark_enum
from ..models.delimiter_enum import DelimiterEnum, check_delimiter_enum
from ..models.encoding_enum import EncodingEnum, check_encoding_enum
from ..models.times_enum import TimesEnum, check_times_enum
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.layout_request_columns import LayoutRequestColumns
    from ..models.layout_request_constants import LayoutRequestConstants
    from ..models.layout_request_values import LayoutRequestValues


T = TypeVar("T", bound="LayoutRequest")


@_attrs_define
class LayoutRequest:
    """How a file is read. Without columns and constants it has ours, under our names.

    Attributes:
        columns (LayoutRequestColumns | Unset): Ours by theirs: {"id": "Member no."}. Others are passed over.
        constants (LayoutRequestConstants | Unset): What a column of ours is in every row.
        values (LayoutRequestValues | Unset): What their words mean: {"status": {"approved": "verified"}}.
        delimiter (DelimiterEnum | Unset): * `comma` - comma
            * `semicolon` - semicolon
            * `tab` - tab
            * `pipe` - pipe Default: 'comma'.
        encoding (EncodingEnum | Unset): * `utf-8` - utf-8
            * `utf-16` - utf-16
            * `windows-1252` - windows-1252
            * `iso-8859-1` - iso-8859-1 Default: 'utf-8'.
        times (TimesEnum | Unset): * `rfc3339` - rfc3339
            * `year first` - year first
            * `day first` - day first
            * `month first` - month first
            * `unix seconds` - unix seconds Default: 'rfc3339'.
        time_zone (str | Unset): By which clocks, where times have no offset from UTC. Default: ''.
        decimal_mark (DecimalMarkEnum | Unset): * `point` - point
            * `comma` - comma Default: 'point'.
        apostrophes (bool | Unset): Whether an apostrophe before a formula was put there and is to go, as in our files.
            Default: False.
    """

    columns: LayoutRequestColumns | Unset = UNSET
    constants: LayoutRequestConstants | Unset = UNSET
    values: LayoutRequestValues | Unset = UNSET
    delimiter: DelimiterEnum | Unset = "comma"
    encoding: EncodingEnum | Unset = "utf-8"
    times: TimesEnum | Unset = "rfc3339"
    time_zone: str | Unset = ""
    decimal_mark: DecimalMarkEnum | Unset = "point"
    apostrophes: bool | Unset = False
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        columns: dict[str, Any] | Unset = UNSET
        if not isinstance(self.columns, Unset):
            columns = self.columns.to_dict()

        constants: dict[str, Any] | Unset = UNSET
        if not isinstance(self.constants, Unset):
            constants = self.constants.to_dict()

        values: dict[str, Any] | Unset = UNSET
        if not isinstance(self.values, Unset):
            values = self.values.to_dict()

        delimiter: str | Unset = UNSET
        if not isinstance(self.delimiter, Unset):
            delimiter = self.delimiter

        encoding: str | Unset = UNSET
        if not isinstance(self.encoding, Unset):
            encoding = self.encoding

        times: str | Unset = UNSET
        if not isinstance(self.times, Unset):
            times = self.times

        time_zone = self.time_zone

        decimal_mark: str | Unset = UNSET
        if not isinstance(self.decimal_mark, Unset):
            decimal_mark = self.decimal_mark

        apostrophes = self.apostrophes

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if columns is not UNSET:
            field_dict["columns"] = columns
        if constants is not UNSET:
            field_dict["constants"] = constants
        if values is not UNSET:
            field_dict["values"] = values
        if delimiter is not UNSET:
            field_dict["delimiter"] = delimiter
        if encoding is not UNSET:
            field_dict["encoding"] = encoding
        if times is not UNSET:
            field_dict["times"] = times
        if time_zone is not UNSET:
            field_dict["time_zone"] = time_zone
        if decimal_mark is not UNSET:
            field_dict["decimal_mark"] = decimal_mark
        if apostrophes is not UNSET:
            field_dict["apostrophes"] = apostrophes

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.layout_request_columns import LayoutRequestColumns  # noqa: PLC0415
        from ..models.layout_request_constants import LayoutRequestConstants  # noqa: PLC0415
        from ..models.layout_request_values import LayoutRequestValues  # noqa: PLC0415

        d = dict(src_dict)
        _columns = d.pop("columns", UNSET)
        columns: LayoutRequestColumns | Unset
        if isinstance(_columns, Unset):
            columns = UNSET
        else:
            columns = LayoutRequestColumns.from_dict(_columns)

        _constants = d.pop("constants", UNSET)
        constants: LayoutRequestConstants | Unset
        if isinstance(_constants, Unset):
            constants = UNSET
        else:
            constants = LayoutRequestConstants.from_dict(_constants)

        _values = d.pop("values", UNSET)
        values: LayoutRequestValues | Unset
        if isinstance(_values, Unset):
            values = UNSET
        else:
            values = LayoutRequestValues.from_dict(_values)

        _delimiter = d.pop("delimiter", UNSET)
        delimiter: DelimiterEnum | Unset
        if isinstance(_delimiter, Unset):
            delimiter = UNSET
        else:
            delimiter = check_delimiter_enum(_delimiter)

        _encoding = d.pop("encoding", UNSET)
        encoding: EncodingEnum | Unset
        if isinstance(_encoding, Unset):
            encoding = UNSET
        else:
            encoding = check_encoding_enum(_encoding)

        _times = d.pop("times", UNSET)
        times: TimesEnum | Unset
        if isinstance(_times, Unset):
            times = UNSET
        else:
            times = check_times_enum(_times)

        time_zone = d.pop("time_zone", UNSET)

        _decimal_mark = d.pop("decimal_mark", UNSET)
        decimal_mark: DecimalMarkEnum | Unset
        if isinstance(_decimal_mark, Unset):
            decimal_mark = UNSET
        else:
            decimal_mark = check_decimal_mark_enum(_decimal_mark)

        apostrophes = d.pop("apostrophes", UNSET)

        layout_request = cls(
            columns=columns,
            constants=constants,
            values=values,
            delimiter=delimiter,
            encoding=encoding,
            times=times,
            time_zone=time_zone,
            decimal_mark=decimal_mark,
            apostrophes=apostrophes,
        )

        layout_request.additional_properties = d
        return layout_request

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties

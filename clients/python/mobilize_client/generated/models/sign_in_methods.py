from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.passkey import Passkey
    from ..models.recovery_codes import RecoveryCodes


T = TypeVar("T", bound="SignInMethods")


@_attrs_define
class SignInMethods:
    """How I sign in. A code by e-mail always does; from the first passkey on it takes a second step.

    Attributes:
        code_to (str): Where codes are sent to.
        password (bool): Whether I have set one.
        passkeys (list[Passkey]): The first added first.
        recovery_codes (None | RecoveryCodes): null without a passkey.
    """

    code_to: str
    password: bool
    passkeys: list[Passkey]
    recovery_codes: None | RecoveryCodes
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.recovery_codes import RecoveryCodes  # noqa: PLC0415

        code_to = self.code_to

        password = self.password

        passkeys = []
        for passkeys_item_data in self.passkeys:
            passkeys_item = passkeys_item_data.to_dict()
            passkeys.append(passkeys_item)

        recovery_codes: dict[str, Any] | None
        if isinstance(self.recovery_codes, RecoveryCodes):
            recovery_codes = self.recovery_codes.to_dict()
        else:
            recovery_codes = self.recovery_codes

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "code_to": code_to,
                "password": password,
                "passkeys": passkeys,
                "recovery_codes": recovery_codes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.passkey import Passkey  # noqa: PLC0415
        from ..models.recovery_codes import RecoveryCodes  # noqa: PLC0415

        d = dict(src_dict)
        code_to = d.pop("code_to")

        password = d.pop("password")

        passkeys = []
        _passkeys = d.pop("passkeys")
        for passkeys_item_data in _passkeys:
            passkeys_item = Passkey.from_dict(passkeys_item_data)

            passkeys.append(passkeys_item)

        def _parse_recovery_codes(data: object) -> None | RecoveryCodes:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                recovery_codes_type_0 = RecoveryCodes.from_dict(data)

                return recovery_codes_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RecoveryCodes, data)

        recovery_codes = _parse_recovery_codes(d.pop("recovery_codes"))

        sign_in_methods = cls(
            code_to=code_to,
            password=password,
            passkeys=passkeys,
            recovery_codes=recovery_codes,
        )

        sign_in_methods.additional_properties = d
        return sign_in_methods

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

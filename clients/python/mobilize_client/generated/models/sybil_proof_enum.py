from typing import Literal

SybilProofEnum = Literal["above_cap_price", "equal_contribution", "equilibrium", "no", "yes"]

SYBIL_PROOF_ENUM_VALUES: set[SybilProofEnum] = {
    "above_cap_price",
    "equal_contribution",
    "equilibrium",
    "no",
    "yes",
}


def check_sybil_proof_enum(value: str) -> SybilProofEnum:
    if value in SYBIL_PROOF_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SYBIL_PROOF_ENUM_VALUES!r}")

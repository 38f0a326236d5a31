"""States of a payout: results in any order and any number of times end in the same state."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rewards.payouts.providers.provider import Failed, Postponed, Result, Returned, Sent, Settled, Unknown
from rewards.payouts.states import GIVES_MONEY_BACK, PayoutState, needs_person, state_after

RESULTS: list[Result] = [Sent("r"), Settled("r"), Failed("no"), Returned("back"), Unknown("?"), Postponed("busy")]
# What can be heard of one payout once its sending has begun, whatever it was.
STORIES: dict[PayoutState, list[Result]] = {
    PayoutState.UNKNOWN: [Unknown("?")],
    PayoutState.SENT: [Unknown("?"), Sent("r")],
    PayoutState.SETTLED: [Unknown("?"), Sent("r"), Settled("r")],
    PayoutState.RETURNED: [Unknown("?"), Sent("r"), Settled("r"), Returned("back")],
    PayoutState.FAILED: [Unknown("?"), Failed("no")],
}


@given(
    data=st.data(),
    end=st.sampled_from(sorted(STORIES)),
)
def test_the_order_and_the_number_of_reports_change_nothing(data: st.DataObject, end: PayoutState) -> None:
    story = STORIES[end]
    heard = data.draw(st.permutations(story + data.draw(st.lists(st.sampled_from(story), max_size=4))))
    state = PayoutState.UNKNOWN
    for result in heard:
        state = state_after(state, result)
    assert state == end


@given(heard=st.lists(st.sampled_from(RESULTS), max_size=8))
def test_what_has_given_its_money_back_never_moves_again(heard: list[Result]) -> None:
    for over in GIVES_MONEY_BACK:
        state = over
        for result in heard:
            state = state_after(state, result)
        assert state == over


@given(heard=st.lists(st.sampled_from(RESULTS), max_size=8))
def test_what_left_is_never_queued_again(heard: list[Result]) -> None:
    state = PayoutState.UNKNOWN
    for result in heard:
        before, state = state, state_after(state, result)
        assert state != PayoutState.QUEUED or before in {PayoutState.UNKNOWN, PayoutState.QUEUED}
        if state == PayoutState.QUEUED and before != state:
            assert isinstance(result, Postponed)


def test_money_heard_of_after_it_was_given_back_is_for_a_person() -> None:
    assert needs_person(PayoutState.FAILED, Settled("r"))
    assert needs_person(PayoutState.FAILED, Sent("r"))
    assert needs_person(PayoutState.SETTLED, Unknown("a part was reversed", needs_person=True))
    assert not needs_person(PayoutState.SETTLED, Unknown("no answer"))
    assert needs_person(PayoutState.QUEUED, Settled("r"))
    assert not needs_person(PayoutState.RETURNED, Settled("r"))
    assert not needs_person(PayoutState.UNKNOWN, Failed("no"))

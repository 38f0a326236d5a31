"""Notes: what reporters wrote with their reports, and reviewers with their verdicts.

Nouns: an *opening*, a *detail* and a *closing* make a reporter's note; a false claim has the reviewers'
answer beside it. All of it is made up for the story.
"""

from __future__ import annotations

from mobilize.demo.draws import Draws

INVALID_PROOF = "invalid_proof"
WRONG_PLACE = "wrong_place"
CRITERIA_NOT_MET = "criteria_not_met"
OUT_OF_WINDOW = "out_of_window"
HONEST_REASONS = (WRONG_PLACE, CRITERIA_NOT_MET, OUT_OF_WINDOW)
REASONS = (INVALID_PROOF, *HONEST_REASONS)

_OPENINGS = (
    "Big red balloon",
    "Red weather balloon, much taller than a person",
    "Found it",
    "The balloon is here",
    "Saw it from the bus and got off",
    "My sister called me about it and I went",
    "Walked past with the dog and there it was",
    "Red balloon on a long line",
)
_DETAILS = (
    "tied down next to a folding table",
    "a man with a badge stands beside it",
    "a banner hangs under it",
    "about three storeys up",
    "you can see it from the corner",
    "behind the playground",
    "near the car park entrance",
    "people keep stopping to take pictures",
    "the wind pushes it over the trees now and then",
)
_CLOSINGS = (
    "Number {number} is on the tag.",
    "The tag says {number}.",
    "I asked, and it is number {number}.",
    "Photo with the number {number} attached.",
    "I can stay here another half hour if you need more photos.",
    "They told me it goes down at five.",
)

# what somebody claimed and what reviewers found, in pairs, because an answer answers its own claim
_FALSE: dict[str, tuple[tuple[str, str], ...]] = {
    INVALID_PROOF: (
        (
            "Balloon {number} confirmed, right here.",
            "The shadow under the banner falls the other way from every other shadow in the picture.",
        ),
        (
            "It is number {number}. Photo attached.",
            "The tag is pasted in: its edges are sharper than the rest of the photo.",
        ),
        (
            "Red balloon, number {number}, seen just now.",
            "Not one window in the background is a real one: the picture was composed.",
        ),
        (
            "Seen it myself. Number {number}. Please pay quickly.",
            "No photo, and nobody answers when asked for one.",
        ),
        (
            "Same place as my friend said, balloon {number}.",
            "Two people went to exactly that spot and saw nothing.",
        ),
        (
            "Standing under balloon {number} right now.",
            "A picture from a news page about another balloon, mirrored.",
        ),
    ),
    WRONG_PLACE: (
        (
            "I think this is balloon {number}, over the shopping centre.",
            "Two people on the spot see nothing over the shopping centre.",
        ),
        (
            "Red balloon far away, somewhere beyond the river. Could be number {number}.",
            "The place given is where the reporter stood, and no balloon is within sight of it.",
        ),
        (
            "A radio caller said balloon {number} is downtown, passing it on.",
            "Hearsay, and the town does not fit: the camera on the square shows an empty lawn.",
        ),
        (
            "Somebody posted that number {number} is here. I have not been there myself.",
            "Called the café across the street. No balloon there today.",
        ),
        (
            "A friend sent me this picture of balloon {number} and said it is in our town.",
            "The building in the background stands in another town.",
        ),
    ),
    CRITERIA_NOT_MET: (
        (
            "Red balloon over a car dealer, maybe number {number}?",
            "An advertising balloon with the dealer's name on it. Ours are plain and carry a numbered tag.",
        ),
        (
            "Hot-air balloon, mostly red, drifting north. Number {number} perhaps.",
            "A hot-air balloon with a basket. Ours are tied down. Thank you for looking.",
        ),
        (
            "A bunch of red balloons at a birthday party, one is quite large.",
            "Party balloons, no tag and no attendant.",
        ),
        (
            "Big red ball on a petrol station roof, is this number {number}?",
            "Not a balloon: the photo shows an inflatable that stands on the roof.",
        ),
        (
            "It is red and floats. No tag that I could see.",
            "A third of the size of ours, and no tag, as the reporter says.",
        ),
    ),
    OUT_OF_WINDOW: (
        (
            "Forgot to send this earlier. Balloon {number}, I am sure.",
            "The photo was taken the day before, when the balloons were not up yet.",
        ),
        (
            "Here is my picture of balloon {number} from the park.",
            "Snow on the ground in the photo, none in that town today: this is an older picture.",
        ),
        (
            "Uploading now because my battery was flat. Number {number}.",
            "The picture's own time is from the evening before the hunt.",
        ),
    ),
}

_VERIFIED_FIRST = (
    "Tag, banner and attendant are all in the photo. First for this balloon.",
    "Called back: the finder read out the tag. First for this balloon.",
    "Photo and place agree, and the street view matches.",
    "A second person nearby confirms it.",
)
_VERIFIED_LATER = (
    "True as well, from another corner of the park. The prize went to an earlier report.",
    "Genuine photo of their own. This balloon's prize is already taken.",
    "Right, but not the first. Thank you all the same.",
)
_DUPLICATES = (
    "The same sighting as the first report, a few steps further along.",
    "Same spot, same balloon, sent after the first.",
    "Standing next to the first finder: same sighting.",
)


def write_true_note(draws: Draws, *, number: int) -> str:
    closing = draws.pick(_CLOSINGS).format(number=number)
    return f"{draws.pick(_OPENINGS)}, {draws.pick(_DETAILS)}. {closing}"


def write_false_notes(draws: Draws, *, number: int, reason: str) -> tuple[str, str]:
    """A false claim and the reviewers' answer to it."""
    claim, answer = draws.pick(_FALSE[reason])
    return claim.format(number=number), answer


def write_verification(draws: Draws, *, first: bool) -> str:
    return draws.pick(_VERIFIED_FIRST if first else _VERIFIED_LATER)


def write_duplicate(draws: Draws) -> str:
    return draws.pick(_DUPLICATES)

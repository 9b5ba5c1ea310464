"""The definitions that completion shows beside a value.

Python keeps no text for the members of a scale, so the sentences of ``domain.scales`` and ``domain.vocabulary`` stand here once
more; a test holds that both say the same.
"""

from __future__ import annotations

from types import MappingProxyType

SEVERITY_MEANINGS = (
    "No harm, or a benefit to the child.",
    "Brief discomfort, or a lost opportunity.",
    "Avoidable symptoms or pain, or the benefit of treatment lost.",
    "Avoidable acute illness or injury, unplanned hospital care, or a lasting effect likely.",
    "Life-threatening or permanent harm, or harm of that kind narrowly avoided.",
)
LIKELIHOOD_MEANINGS = (
    "Harm is unlikely if nothing changes.",
    "Harm could well follow if nothing changes.",
    "Harm is more likely than not if nothing changes.",
    "Harm is already happening, or almost certain, if nothing changes.",
)
IMPACT_MEANINGS = MappingProxyType({
    "unknown": "The effect on the child is not recorded.",
    "none": "The event had no effect on the child.",
    "harm": "The event harmed the child or withheld something the child needed.",
    "benefit": "The event did the child good.",
})  # fmt: skip
RESPONSE_MEANINGS = MappingProxyType({
    "unknown": "Not recorded.",
    "agreed": "The family agreed.",
    "accepted_with_difficulty": "The family accepted and named what made it hard.",
    "minimised": "The family described the matter as less serious than the professionals did.",
    "declined": "The family declined.",
    "agreed_no_follow_through": "The family agreed, and what was agreed did not happen.",
    "no_response": "No answer was received.",
})  # fmt: skip
TAG_MEANINGS = MappingProxyType({
    "key": "A key event.",
    "third-party": "Holds information about somebody other than the child and carers.",
    "restricted": "Not to be shared outside the recording agency without agreement.",
    "privileged": "Legally privileged.",
    "not-for-carers": "Not to be shared with carers, for example before a strategy decision.",
})  # fmt: skip
MARK_MEANINGS = MappingProxyType({
    "src": "where the fact comes from",
    "p": "page of the source",
    "by": "professional who recorded it",
    "with": "who brought the child",
    "voice": "the child's own words",
    "impact": "effect on the child",
    "action": "what was done, or why nothing was",
    "response": "how the family responded",
    "due": "when it is due",
    "owner": "who does what was agreed",
    "med": "name of the medicine",
})  # fmt: skip
"""What each named mark gives."""

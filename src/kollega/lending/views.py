"""Pages."""

from kollega.core.policy import policy, signed_in


@policy(signed_in)
def agreement(request, pk): ...

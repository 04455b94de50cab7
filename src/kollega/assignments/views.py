"""Pages."""

from kollega.core.policy import policy, signed_in


@policy(signed_in)
def call(request, pk): ...


@policy(signed_in)
def interest(request, pk): ...


@policy(signed_in)
def answer(request, pk): ...

"""Pages about the house itself."""

from django.http import HttpRequest, HttpResponse

from kollega.core.policy import everyone, policy


@policy(everyone)
def health(request: HttpRequest) -> HttpResponse:
    """Answer that the process lives."""
    return HttpResponse("ok\n", content_type="text/plain")

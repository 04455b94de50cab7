"""Every address, by app. The words in addresses are the users' own."""

from django.urls import include, path

urlpatterns = [
    path("", include("kollega.pages.urls")),
    path("", include("kollega.core.urls")),
    path("", include("kollega.catalogue.urls")),
    path("", include("kollega.sharing.urls")),
    path("", include("kollega.following.urls")),
    path("", include("kollega.federation.urls")),
    path("", include("kollega.clauses.urls")),
    path("", include("kollega.recommending.urls")),
    path("", include("kollega.vacancies.urls")),
    path("", include("kollega.assignments.urls")),
    path("", include("kollega.requesting.urls")),
    path("", include("kollega.recruiting.urls")),
    path("", include("kollega.applications.urls")),
    path("", include("kollega.lending.urls")),
    path("", include("kollega.invoicing.urls")),
    path("", include("kollega.records.urls")),
    path("", include("kollega.identity.urls")),
]
handler400 = "kollega.pages.views.not_read"
handler404 = "kollega.pages.views.not_found"
handler403 = "kollega.pages.views.forbidden"
handler500 = "kollega.pages.views.broken"

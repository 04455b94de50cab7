from django.urls import path

from kollega.lending import views

app_name = "lending"
urlpatterns = [
    path("utlaning/", views.agreements, name="agreements"),
    path("utlaning/export.<slug:kind>", views.export, name="export"),
    path("utlaning/<uuid:pk>/", views.agreement, name="agreement"),
    path("utlaning/<uuid:pk>/villkor/", views.terms, name="terms"),
    path("utlaning/<uuid:pk>/steg/<slug:name>/", views.step, name="step"),
    path("utlaning/<uuid:pk>/skriv-under/", views.sign, name="sign"),
    path("utlaning/<uuid:pk>/kod/", views.code, name="code"),
    path("utlaning/<uuid:pk>/moms/", views.vat, name="vat"),
    path("utlaning/<uuid:pk>/be-om/<slug:kind>/", views.ask, name="ask"),
    path("utlaning/<uuid:pk>/andring/<uuid:change>/<slug:name>/", views.answer, name="answer"),
    path("utlaning/<uuid:pk>/kalender.ics", views.calendar, name="calendar"),
    path("utlaning/<uuid:pk>/<slug:kind>.pdf", views.paper, name="paper"),
    path("medarbetare/", views.team, name="team"),
]

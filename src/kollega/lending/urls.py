from django.urls import path

from kollega.lending import views

app_name = "lending"
urlpatterns = [
    path("utlaning/", views.agreements, name="agreements"),
    path("utlaning/export.<slug:kind>", views.export, name="export"),
    path("utlaning/<uuid:pk>/", views.agreement, name="agreement"),
    path("utlaning/<uuid:pk>/villkor/", views.terms, name="terms"),
    path("utlaning/<uuid:pk>/bilaga/", views.attach, name="attach"),
    path("utlaning/<uuid:pk>/bilaga/<uuid:attachment>/", views.attachment, name="attachment"),
    path("utlaning/<uuid:pk>/bilaga/<uuid:attachment>/ta-bort/", views.detach, name="detach"),
    path("utlaning/<uuid:pk>/motbud/", views.counter, name="counter"),
    path("utlaning/<uuid:pk>/framforhallning/", views.waive, name="waive"),
    path("utlaning/<uuid:pk>/framforhallning/<uuid:waiver>/<slug:name>/", views.answer_waiver, name="answer_waiver"),
    path("utlaning/<uuid:pk>/klart/<slug:moment>/", views.checklist, name="checklist"),
    path("utlaning/<uuid:pk>/samtal/", views.talk, name="talk"),
    path("utlaning/<uuid:pk>/samtal.ics", views.talk_calendar, name="talk_calendar"),
    path("utlaning/<uuid:pk>/utvardera/", views.evaluate, name="evaluate"),
    path("utlaning/<uuid:pk>/steg/<slug:name>/", views.step, name="step"),
    path("utlaning/<uuid:pk>/skriv-under/", views.sign, name="sign"),
    path("utlaning/<uuid:pk>/kod/", views.code, name="code"),
    path("utlaning/<uuid:pk>/moms/", views.vat, name="vat"),
    path("utlaning/<uuid:pk>/be-om/<slug:kind>/", views.ask, name="ask"),
    path("utlaning/<uuid:pk>/andring/<uuid:change>/<slug:name>/", views.answer, name="answer"),
    path("utlaning/<uuid:pk>/kalender.ics", views.calendar, name="calendar"),
    path("utlaning/<uuid:pk>/<slug:kind>.pdf", views.paper, name="paper"),
    path("natverk/<slug:slug>/utlaning/", views.network, name="network"),
    path("medarbetare/", views.team, name="team"),
]

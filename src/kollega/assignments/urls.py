from django.urls import path

from kollega.assignments import views

app_name = "assignments"
urlpatterns = [
    path("uppdrag/", views.calls, name="calls"),
    path("uppdrag/nytt/", views.new_call, name="new_call"),
    path("uppdrag/<uuid:pk>/", views.call, name="call"),
    path("uppdrag/<uuid:pk>/andra/", views.edit_call, name="edit_call"),
    path("uppdrag/<uuid:pk>/steg/<slug:name>/", views.call_step, name="call_step"),
    path("uppdrag/<uuid:pk>/anmal/", views.answer, name="answer"),
    path("uppdrag/<uuid:pk>/kalender.ics", views.call_calendar, name="call_calendar"),
    path("anmalan/<uuid:pk>/", views.interest, name="interest"),
    path("anmalan/<uuid:pk>/skicka/", views.send, name="send"),
    path("anmalan/<uuid:pk>/dra-tillbaka/", views.withdraw, name="withdraw"),
    path("anmalan/<uuid:pk>/svar/", views.decide, name="decide"),
    path("anmalan/<uuid:pk>/lamna-over/", views.delegate, name="delegate"),
    path("anmalan/<uuid:pk>/ta-tillbaka/", views.take_back, name="take_back"),
    path("anmalan/<uuid:pk>/paminn/", views.remind, name="remind"),
    path("anmalan/<uuid:pk>/urval/", views.shortlist, name="shortlist"),
    path("anmalan/<uuid:pk>/samtal.ics", views.talk_calendar, name="talk_calendar"),
    path("anmalan/<uuid:pk>/samtal/stall-in/", views.cancel_talk, name="cancel_talk"),
    path("anmalan/<uuid:pk>/prova-igen/", views.reconsider, name="reconsider"),
    path("uppdrag/<uuid:pk>/samtal/", views.times, name="times"),
    path("uppdrag/<uuid:pk>/besked/", views.release, name="release"),
    path("samtalstid/<uuid:pk>/valj/", views.take_time, name="take_time"),
    path("samtalstid/<uuid:pk>/ta-bort/", views.remove_time, name="remove_time"),
    path("anmalan/<uuid:pk>/tacka-ja/", views.confirm, name="confirm"),
    path("anmalan/<uuid:pk>/avsluta/", views.finish, name="finish"),
    path("anmalan/<uuid:pk>/valj/", views.select, name="select"),
    path("anmalan/<uuid:pk>/tacka-nej/", views.pass_over, name="pass_over"),
]

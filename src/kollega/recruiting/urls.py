from django.urls import path

from kollega.recruiting import views

app_name = "recruiting"
urlpatterns = [
    path("annonser/", views.recruitments, name="recruitments"),
    path("utlaning/<uuid:pk>/ersattare/", views.fill, name="fill"),
    path("annonser/ny/", views.new, name="new"),
    path("annonser/forslag/<slug:kind>/", views.suggestions, name="suggestions"),
    path("arbetsgivare/<uuid:pk>/ledigtarbete.xml", views.list_of_employer, name="list_of_employer"),
    path("natverk/<slug:slug>/ledigtarbete.xml", views.list_of_network, name="list_of_network"),
    path("annonser/regler/<uuid:pk>/", views.rules, name="rules"),
    path("annonser/anmalan/<uuid:pk>/", views.filing, name="filing"),
    path("annonser/anmalan/<uuid:pk>/ledigtarbete.xml", views.filing_file, name="filing_file"),
    path("annonser/<uuid:pk>/", views.recruitment, name="recruitment"),
    path("annonser/<uuid:pk>/skriv/<slug:name>/", views.page, name="page"),
    path("annonser/<uuid:pk>/spara/<slug:name>/", views.save, name="save"),
    path("annonser/<uuid:pk>/kontrollera/", views.check, name="check"),
    path("annonser/<uuid:pk>/steg/<slug:name>/", views.step, name="step"),
    path("annonser/<uuid:pk>/forlang/", views.extend, name="extend"),
    path("annonser/<uuid:pk>/beslut/", views.decide, name="decide"),
    path("annonser/<uuid:pk>/anmal/", views.file, name="file"),
    path("lediga-jobb/<uuid:pk>/", views.ad, name="ad"),
    path("lediga-jobb/<uuid:pk>/jobposting.json", views.ad_as_data, name="ad_as_data"),
    path("anslagstavla/", views.boards, name="boards"),
    path("anslagstavla/<uuid:pk>/", views.board, name="board"),
]

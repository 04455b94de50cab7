from django.urls import path

from kollega.pages import views

app_name = "pages"
urlpatterns = [
    path("", views.front, name="front"),
    path("start/", views.home, name="home"),
    path("att-gora/", views.tasks, name="tasks"),
    path("notiser/", views.notices, name="notices"),
    path("notiser/lasta/", views.read_all, name="read_all"),
    path("notiser/<uuid:pk>/", views.open_notice, name="open_notice"),
    path("natverk/<slug:slug>/", views.network, name="network"),
    path("natverk/<slug:slug>/utseende/", views.look, name="look"),
    path("natverk/<slug:slug>/samordna/", views.coordinate, name="coordinate"),
    path("natverk/<slug:slug>/chefens-svar/", views.manager_step, name="manager_step"),
    path("natverk/<slug:slug>/grupper/", views.groups, name="groups"),
    path("grupper/<uuid:pk>/", views.group, name="group"),
    path("grupper/<uuid:pk>/avsluta/", views.stop_group, name="stop_group"),
    path("natverk/<slug:slug>/redogorelse/", views.statement, name="statement"),
    path("natverk/<slug:slug>/tillganglighet/", views.accessibility, name="accessibility_of"),
    path("natverk/<slug:slug>/logotyp.svg", views.logo, name="logo"),
    path("arbetsgivare/<uuid:pk>/", views.employer, name="employer"),
    path("tillganglighet/", views.accessibility, name="accessibility"),
    path("kakor/", views.cookies, name="cookies"),
    path("hjalp/", views.help_page, name="help"),
]

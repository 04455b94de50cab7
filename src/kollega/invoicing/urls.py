from django.urls import path

from kollega.invoicing import views

app_name = "invoicing"
urlpatterns = [
    path("fakturor/", views.bases, name="bases"),
    path("fakturor/export.<slug:kind>", views.export, name="export"),
    path("fakturor/uppgifter/<uuid:pk>/", views.details, name="details"),
    path("fakturor/<uuid:pk>/", views.basis, name="basis"),
    path("fakturor/manad/<uuid:pk>/<int:year>-<int:number>/", views.month, name="month"),
    path("fakturor/manad/<uuid:pk>/<int:year>-<int:number>/alla.zip", views.archive, name="archive"),
    path("fakturor/manad/<uuid:pk>/<int:year>-<int:number>/bokfor/<slug:kind>/", views.book, name="book"),
    path("fakturor/bokforing/<uuid:pk>/", views.ledger, name="ledger"),
    path("fakturor/bokforing/fil/<uuid:pk>/", views.ledger_file, name="ledger_file"),
    path("fakturor/bokforing/fil/<uuid:pk>/ta-tillbaka/", views.take_back_file, name="take_back_file"),
    path("fakturor/manad/<uuid:pk>/<int:year>-<int:number>/<slug:name>/", views.many, name="many"),
    path("fakturor/moms/<uuid:pk>/", views.vat_defaults, name="vat_defaults"),
    path("fakturor/leverans/<uuid:pk>/", views.deliveries, name="deliveries"),
    path("fakturor/leverans/<uuid:pk>/igen/", views.deliver_again, name="deliver_again"),
    path("fakturor/leverans/<uuid:pk>/sjalv/", views.deliver_by_hand, name="deliver_by_hand"),
    path("fakturor/procentsatser/<uuid:pk>/", views.rates, name="rates"),
    path("fakturor/lan/<uuid:pk>/ny-lon/", views.salary, name="salary"),
    path("fakturor/lan/<uuid:pk>/", views.loan, name="loan"),
    path("tidrapport/<uuid:pk>/", views.hours, name="hours"),
    path("tidrapport/vecka/<uuid:pk>/skriv/", views.report, name="report"),
    path("tidrapport/vecka/<uuid:pk>/<slug:name>/", views.answer_hours, name="answer_hours"),
    path("fakturor/<uuid:pk>/steg/<slug:name>/", views.step, name="step"),
    path("fakturor/<uuid:pk>/kreditera/", views.credit, name="credit"),
    path("fakturor/<uuid:pk>/fakturera-igen/", views.again, name="again"),
    path("fakturor/<uuid:pk>/betald/", views.paid, name="paid"),
    path("fakturor/betalningar/<uuid:pk>/", views.payments, name="payments"),
    path("fakturor/<uuid:pk>/franvaro/", views.absence, name="absence"),
    path("fakturor/<uuid:pk>/faktura.pdf", views.readable, name="readable"),
    path("fakturor/<uuid:pk>/faktura.xml", views.file, name="file"),
]

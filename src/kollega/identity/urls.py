"""Signing in and out, and the pages about oneself.

The names without a namespace are allauth's own: its code looks them up. Only what is listed here exists; there is no
address for passwords, for registering, or for changing one's address.
"""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as reserve
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as keys
from django.urls import include, path

from kollega.core.policy import everyone, policy, signed_in
from kollega.identity import forms, views

POST_TOO = ("GET", "POST")


def page(kind, who, name, *, methods=POST_TOO, **settings):
    """Return one of allauth's pages with our rule, our form and our template. Its forms carry no one-time key."""
    if name:
        settings["template_name"] = f"identity/{name}.html"
    return policy(who, methods=methods, once=False)(kind.as_view(**settings))


sign_in = page(account.RequestLoginCodeView, everyone, "sign_in", form_class=forms.AskForCodeForm)

own = [
    path("mitt/", views.account, name="account"),
    path("mitt/profil/", views.profile, name="profile"),
    path("mitt/profil/borja/", views.begin, name="begin"),
    path("mitt/profil/borja/kompetenser/", views.begin_skills, name="begin_skills"),
    path("mitt/profil/borja/onskemal/", views.begin_wishes, name="begin_wishes"),
    path("mitt/profil/hamta/", views.resume, name="resume"),
    path("mitt/ersattare/", views.substitutes, name="substitutes"),
    path("mitt/ersattare/<uuid:pk>/ta-tillbaka/", views.take_back, name="take_back"),
    path("mitt/samtycken/", views.consents, name="consents"),
    path("mitt/installningar/", views.preferences, name="preferences"),
]

urlpatterns = [
    path("logga-in/", sign_in, name="account_login"),
    path("logga-in/", sign_in, name="account_request_login_code"),
    path(
        "logga-in/kod/",
        page(account.ConfirmLoginCodeView, everyone, "sign_in_code", form_class=forms.LoginCodeForm),
        name="account_confirm_login_code",
    ),
    path(
        "logga-in/app/",
        page(factors.AuthenticateView, everyone, "sign_in_app", form_class=forms.SecondCodeForm),
        name="mfa_authenticate",
    ),
    path("logga-in/passnyckel/", page(keys.LoginWebAuthnView, everyone, ""), name="mfa_login_webauthn"),
    path(
        "logga-in/ny/",
        page(account.RequestLoginCodeView, everyone, "join", form_class=forms.JoinForm),
        name="account_join",
    ),
    path("logga-in/konto/", views.account_help, name="account_signup"),
    path(
        "logga-in/stangt/",
        page(account.AccountInactiveView, everyone, "closed", methods=("GET",)),
        name="account_inactive",
    ),
    path("logga-ut/", page(account.LogoutView, everyone, "sign_out"), name="account_logout"),
    path("mitt/sakerhet/", views.security, name="mfa_index"),
    path("mitt/sakerhet/igen/", views.again, name="account_reauthenticate"),
    path(
        "mitt/sakerhet/igen/kod/",
        page(factors.ReauthenticateView, signed_in, "again", form_class=forms.AgainForm),
        name="mfa_reauthenticate",
    ),
    path(
        "mitt/sakerhet/igen/passnyckel/",
        page(keys.ReauthenticateWebAuthnView, signed_in, "again_with_key"),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "mitt/sakerhet/app/",
        page(views.AddApp, signed_in, "add_app", form_class=forms.AddAppForm),
        name="mfa_activate_totp",
    ),
    path(
        "mitt/sakerhet/app/ta-bort/", page(app.DeactivateTOTPView, signed_in, "remove_app"), name="mfa_deactivate_totp"
    ),
    path("mitt/sakerhet/passnycklar/", views.keys, name="mfa_list_webauthn"),
    path(
        "mitt/sakerhet/passnycklar/ny/",
        page(views.AddKey, signed_in, "add_key", form_class=forms.AddKeyForm),
        name="mfa_add_webauthn",
    ),
    path(
        "mitt/sakerhet/passnycklar/<int:pk>/byt-namn/",
        page(keys.EditWebAuthnView, signed_in, "name_key", form_class=forms.NameKeyForm),
        name="mfa_edit_webauthn",
    ),
    path(
        "mitt/sakerhet/passnycklar/<int:pk>/ta-bort/",
        page(keys.RemoveWebAuthnView, signed_in, "remove_key"),
        name="mfa_remove_webauthn",
    ),
    path(
        "mitt/sakerhet/reservkoder/",
        page(reserve.ViewRecoveryCodesView, signed_in, "reserve_codes", methods=("GET",)),
        name="mfa_view_recovery_codes",
    ),
    path(
        "mitt/sakerhet/reservkoder/nya/",
        page(reserve.GenerateRecoveryCodesView, signed_in, "new_reserve_codes"),
        name="mfa_generate_recovery_codes",
    ),
    path("mitt/sessioner/", views.sessions, name="usersessions_list"),
    path("", include((own, "identity"))),
]

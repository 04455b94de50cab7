"""How allauth behaves here: nobody registers themself."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Persons come from their employer; an address that is not known gets a mail that says so."""

    def is_open_for_signup(self, request) -> bool:
        return False

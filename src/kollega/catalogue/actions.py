"""Putting things on the joint list and taking them off."""

from django.db import transaction

from kollega.catalogue.models import Listing


@transaction.atomic
def put_up(listing_id, **fields) -> Listing:
    """Put something on the list, or mend its row if it is there already."""
    listing, _ = Listing.objects.update_or_create(pk=listing_id, defaults={"is_open": True, **fields})
    return listing


@transaction.atomic
def take_down(listing_id) -> None:
    """Take something off the list; its row stays, so that an old link can say that it has closed."""
    Listing.objects.filter(pk=listing_id).update(is_open=False)

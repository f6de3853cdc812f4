from collections.abc import Sequence

from portal.models import User
from suppliers.actions.profile.saving import Levels, Save, Values, say_section, write
from suppliers.actions.sections import note_personal, replace_rows
from suppliers.deciding.site import permit_claims
from suppliers.models import Contact, Permit, Site, Supplier


def save_site(
    supplier: Supplier,
    place: Values,
    *,
    sites: Sequence[Values],
    permits: Sequence[Values],
    contact: Values | None,
    levels: Levels,
    save: Save,
) -> None:
    """Sites and contact. ``place`` are columns of the firm; ``contact`` None removes it."""
    with save.begin(supplier, "site") as firm:
        write(firm, place)
        replace_rows(Site, firm, sites, foreign=["province"], identity=["address"])
        replace_rows(Permit, firm, permits, identity=["kind"])
        _save_contact(firm, contact, save.by)
        told = {permit["kind"]: (permit["state"], permit["valid_to"]) for permit in permits}
        say_section(firm, "site", permit_claims(told, **save.clock), levels, save)


def _save_contact(firm: Supplier, values: Values | None, by: User) -> None:
    contact = Contact.objects.filter(supplier=firm).first()
    if values is None:
        if contact:
            note_personal(contact, "delete", [], by=by)
            contact.delete()
    elif contact is None:
        note_personal(Contact.objects.create(supplier=firm, **values), "add", list(values), by=by)
    elif changed := [name for name, value in values.items() if getattr(contact, name) != value]:
        for name in changed:
            setattr(contact, name, values[name])
        contact.save(update_fields=changed)
        note_personal(contact, "change", changed, by=by)

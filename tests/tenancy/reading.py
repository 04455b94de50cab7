"""Who may see what, read out of flows.md and security.md in plain Python: no query, nothing of the product's."""

from dataclasses import dataclass
from datetime import date

ANNOUNCED = {"open", "selecting", "staffed", "running", "completed", "cancelled"}
SUPPORTED = {"endorsed", "selected", "confirmed", "active", "done", "fell", "not_selected"}
BOUND = {"signed", "notice", "active", "returning", "returned"}


def lasts(row: dict, on: date) -> bool:
    return row["from_on"] <= on and (row["to_on"] is None or on <= row["to_on"])


@dataclass
class World:
    """The bare facts of one moment: every row as a dict, and the day."""

    on: date
    posts: list[dict]
    duties: list[dict]
    substitutions: list[dict]
    memberships: list[dict]
    calls: list[dict]
    interests: list[dict]
    agreements: list[dict]
    bases: list[dict]
    listings: list[dict]

    def __post_init__(self) -> None:
        self.post = {row["id"]: row for row in self.posts}
        self.call = {row["id"]: row for row in self.calls}
        self.agreement = {row["id"]: row for row in self.agreements}

    def hats(self, who) -> set:
        """Return the colleagues whose tasks the person does, themself anywhere: pairs of person and employer."""
        return {
            (s["person_id"], s["employer_id"])
            for s in self.substitutions
            if s["substitute_id"] == who and lasts(s, self.on)
        }

    def is_or_stands_in(self, who, for_whom, at) -> bool:
        return for_whom is not None and (who == for_whom or (for_whom, at) in self.hats(who))

    def has(self, who, place, *kinds) -> bool:
        return any(
            d["kind"] in kinds and d["employer_id"] == place and self.is_or_stands_in(who, d["person_id"], place)
            for d in self.duties
            if lasts(d, self.on)
        )

    def works_at(self, who) -> set:
        return {p["employer_id"] for p in self.posts if p["person_id"] == who and lasts(p, self.on)}

    def networks(self, who) -> set:
        by_post = {
            m["network_id"] for m in self.memberships if lasts(m, self.on) and m["employer_id"] in self.works_at(who)
        }
        by_duty = {d["network_id"] for d in self.duties if d["person_id"] == who and lasts(d, self.on)}
        return (by_post | by_duty) - {None}

    def sees_call(self, who, call) -> bool:
        return (
            (call["state"] in ANNOUNCED and call["network_id"] in self.networks(who))
            or self.is_or_stands_in(who, call["contact_id"], call["employer_id"])
            or self.has(who, call["employer_id"], "contact", "head_of_hr")
        )

    def sees_interest(self, who, interest) -> bool:
        post, call, state = self.post[interest["employment_id"]], self.call[interest["call_id"]], interest["state"]
        at = post["employer_id"]
        is_asked = any(self.is_or_stands_in(who, one, at) for one in (post["manager_id"], interest["delegate_id"]))
        is_called_on = interest["rung"] == 4 and self.has(who, at, "head_of_hr")
        is_at_home = is_asked or is_called_on or self.has(who, at, "contact")
        is_there = self.is_or_stands_in(who, call["contact_id"], call["employer_id"]) or self.has(
            who, call["employer_id"], "contact"
        )
        is_at_once = state in {"sent", "returned"} and interest["manager_step"] == "before_offer"
        was_sent = interest["sent_on"] is not None and state != "draft"
        return (
            who == post["person_id"] or (is_at_home and was_sent) or (is_there and (state in SUPPORTED or is_at_once))
        )

    def sees_agreement(self, who, agreement) -> bool:
        post = self.post[agreement["employment_id"]]
        lender, receiver = agreement["lender_id"], agreement["receiver_id"]
        is_party = who == post["person_id"] or self.is_or_stands_in(who, post["manager_id"], lender)
        is_party |= self.is_or_stands_in(who, agreement["leader_id"], receiver)
        is_party |= any(self.has(who, place, "contact", "head_of_hr") for place in (lender, receiver))
        by_numbers = any(self.has(who, place, "finance", "auditor") for place in (lender, receiver))
        return is_party or (by_numbers and agreement["state"] in BOUND)

    def sees_basis(self, who, basis) -> bool:
        agreement = self.agreement[basis["agreement_id"]]
        has_left = basis["state"] == "exported"
        return self.has(who, agreement["lender_id"], "finance", "auditor", "contact") or (
            has_left and self.has(who, agreement["receiver_id"], "finance", "auditor")
        )

    def sees_listing(self, who, listing) -> bool:
        is_up = listing["is_open"] and (listing["closes_on"] is None or self.on <= listing["closes_on"])
        reach = {
            "public": True,
            "network": listing["network_id"] in self.networks(who),
            "employer": listing["employer_id"] in self.works_at(who),
        }
        return is_up and reach[listing["reach"]]

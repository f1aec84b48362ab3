"""Promise against delivery: money at its stages, what is due, what an event sets off, and the barometer."""

from servanda.track.barometer import barometer
from servanda.track.checks import against, check, left_out
from servanda.track.copies import candidates, copied
from servanda.track.deadlines import deadlines, due_between
from servanda.track.ledger import check_keys, in_currency, ledger, made_from, matches, pledges, postings, regrouped
from servanda.track.links import count_once, suggest
from servanda.track.matching import matches as match_promises
from servanda.track.scenarios import Scenario, in_order, set_off

__all__ = [
    "Scenario",
    "against",
    "barometer",
    "candidates",
    "check",
    "check_keys",
    "copied",
    "count_once",
    "deadlines",
    "due_between",
    "in_currency",
    "in_order",
    "ledger",
    "left_out",
    "made_from",
    "match_promises",
    "matches",
    "pledges",
    "postings",
    "regrouped",
    "set_off",
    "suggest",
]

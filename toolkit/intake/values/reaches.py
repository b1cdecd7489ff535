"""How far does a place lie from a county? The reach of a place, and of the bearers of one name."""

from collections.abc import Iterable

from toolkit.intake.values.gazetteer import COUNTY, PREFECTURE, PROVINCE, Place
from toolkit.intake.values.source_words import HOME_PROVINCE, IN_CHINA, IN_CITY, IN_COUNTY, IN_PROVINCE, OUTSIDE
from toolkit.model.regions import Home, Reach


def reach_of(place: Place, home: Home) -> frozenset[Reach]:
    """Return how far a place lies from home; a province that holds home leaves three reaches open."""
    if place.is_abroad:
        return frozenset({OUTSIDE})
    if place.code[:PROVINCE] != home.code[:PROVINCE]:
        return frozenset({IN_CHINA})
    if len(place.code) == PROVINCE:
        return HOME_PROVINCE
    if place.code[:PREFECTURE] != home.code[:PREFECTURE]:
        return frozenset({IN_PROVINCE})
    if len(place.code) == PREFECTURE:
        return frozenset({IN_COUNTY, IN_CITY})
    return frozenset({IN_COUNTY if place.code[:COUNTY] == home.code[:COUNTY] else IN_CITY})


def reach_of_any(places: Iterable[Place], home: Home, typed: str) -> frozenset[Reach]:
    """Return what the bearers of a name leave open; of a short name people mean their own city before a far district."""
    bearers = [place for place in places if not place.former] or list(places)
    reaches = frozenset[Reach]().union(*(reach_of(place, home) for place in bearers))
    province = [place for place in bearers if len(place.code) == PROVINCE]
    if province and typed != bearers[0].name:
        return reach_of(province[0], home)
    cities = [place for place in bearers if len(place.code) == PREFECTURE and place.code[:2] == home.code[:2]]
    others = [place for place in bearers if place not in cities]
    if cities and all(place.name.endswith("区") and place.code[:2] != home.code[:2] for place in others):
        return reach_of(cities[0], home)
    return reaches

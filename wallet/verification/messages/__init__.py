"""A finding in, what a person reads of it out, in their language: one catalogue file for each."""

from wallet.languages import lookup
from wallet.registry import registry
from wallet.verification.messages import english, german
from wallet.verification.messages.catalogue import Catalogue

CATALOGUES = registry(
    english.CATALOGUE,
    german.CATALOGUE,
    names=lambda catalogue: (catalogue.language,),
)

__all__ = ["CATALOGUES", "Catalogue", "catalogue_for"]


def catalogue_for(languages: tuple[str, ...]) -> Catalogue:
    """Return the catalogue of the first of the languages that we speak; English for none."""
    return CATALOGUES[lookup(languages, CATALOGUES) or english.CATALOGUE.language]

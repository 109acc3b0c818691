"""Pages of the demonstration for people: what can be tried, criteria, evidence, skills."""

from collections.abc import Iterable

from jinja2 import DictLoader, Environment, StrictUndefined

from wallet.demonstration.awards import Award, Skill, Work
from wallet.demonstration.badges import DemoBadge
from wallet.demonstration.organisations import Organisation
from wallet.demonstration.places import PREFIX
from wallet.documents.markup import html_of

_LAYOUT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<style>
:root { color-scheme: light dark }
body { font: 1.0625rem/1.6 system-ui, sans-serif; max-width: 44rem; margin: 0 auto;
  padding: 2rem 1.25rem 4rem }
h1 { line-height: 1.2; margin: 0 0 .5rem } img { display: block; max-width: 100%; height: auto }
.kind { opacity: .75; margin: 0 } .note { border-left: .25rem solid #2e86ab; padding-left: 1rem }
ul.badges { list-style: none; padding: 0; display: grid; gap: 1.25rem }
ul.badges li { display: grid; grid-template-columns: 4.5rem 1fr; gap: 1rem; align-items: center }
ul.badges p { margin: 0 } code { overflow-wrap: anywhere }
</style></head><body><main>
{% block content %}{% endblock %}
<p class="note">This belongs to the wallet's demonstration. The organisations, people and courses
in it are invented; the signatures are real. <a href="{{ prefix }}">All of it</a></p>
</main></body></html>
"""
_INDEX = """{% extends "layout" %}{% block content %}
<h1>Badges to try</h1>
<p>Each was issued on this server. Import one into a wallet: by its address, its text or its
file.</p>
<ul class="badges">{% for badge in badges %}
<li><img src="{{ prefix }}/{{ badge.award.organisation.slug }}/achievements/{{ badge.slug }}.svg"
 alt="" width="72" height="72"><div>
<p><strong>{{ badge.award.name }}</strong> ({{ badge.award.organisation.name }})</p>
<p>{{ badge.shows }}</p>
<p>{% if badge.delivery == "ADDRESS" %}Import its address: <code>{{ badge.text }}</code>
{%- else %}<a href="{{ prefix }}/badges/{{ badge.file_name }}" download>{{ badge.file_name }}</a>
{%- endif %}</p></div></li>
{% endfor %}</ul>{% endblock %}"""
_ORGANISATION = """{% extends "layout" %}{% block content %}
<img src="{{ prefix }}/{{ organisation.slug }}/logo.svg" alt="" width="96" height="96">
<h1>{{ organisation.name }}</h1><p>{{ organisation.description }}</p>
<ul>{% for award in awards %}
<li><a href="{{ prefix }}/{{ organisation.slug }}/achievements/{{ award.slug }}">
{{- award.name }}</a></li>{% endfor %}</ul>{% endblock %}"""
_ACHIEVEMENT = """{% extends "layout" %}{% block content %}
<img src="{{ prefix }}/{{ award.organisation.slug }}/achievements/{{ award.slug }}.svg" alt=""
 width="180" height="180">
<h1>{{ award.name }}</h1><p class="kind">{{ award.organisation.name }}</p>
<p>{{ award.description }}</p><h2>Criteria</h2>{{ text|safe }}{% endblock %}"""
_WORK = """{% extends "layout" %}{% block content %}
<h1>{{ work.name }}</h1><p class="kind">Work handed in for “{{ award.name }}”</p>{{ text|safe }}
{% endblock %}"""
_SKILL = """{% extends "layout" %}{% block content %}
<h1>{{ skill.name }}</h1><p class="kind">{{ skill.framework }}{% if skill.code %},
{{ skill.code }}{% endif %}</p><p>{{ skill.description }}</p>{% endblock %}"""

_PAGES = Environment(
    loader=DictLoader(
        {
            "layout": _LAYOUT,
            "index": _INDEX,
            "organisation": _ORGANISATION,
            "achievement": _ACHIEVEMENT,
            "work": _WORK,
            "skill": _SKILL,
        }
    ),
    autoescape=True,
    undefined=StrictUndefined,
)


def index_page(badges: Iterable[DemoBadge]) -> bytes:
    """Return the page that lists the badges to try."""
    return _page("index", "Badges to try", badges=badges)


def organisation_page(organisation: Organisation, awards: Iterable[Award]) -> bytes:
    """Return an organisation's page."""
    return _page("organisation", organisation.name, organisation=organisation, awards=awards)


def achievement_page(award: Award) -> bytes:
    """Return the page of an achievement and its criteria."""
    return _page("achievement", award.name, award=award, text=html_of(award.criteria))


def work_page(work: Work, award: Award) -> bytes:
    """Return the page of a piece of the learner's work."""
    return _page("work", work.name, work=work, award=award, text=html_of(work.narrative))


def skill_page(skill: Skill) -> bytes:
    """Return the page of a skill of the fictional framework."""
    return _page("skill", skill.name, skill=skill)


def _page(template: str, title: str, **shown: object) -> bytes:
    return _PAGES.get_template(template).render(title=title, prefix=PREFIX, **shown).encode()

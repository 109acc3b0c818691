"""A page's name and what it shows in, HTML out: one template for each, one style for all.

Pages with fields have a second style, which a link's page does without.
"""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

_HERE = Path(__file__).parent


def _style(name: str) -> str:
    written = (_HERE / "styles" / name).read_text(encoding="utf-8").splitlines()
    return "\n".join(rule.strip() for rule in written if rule.strip())


def _source(style: str) -> str:
    return f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'"


_STYLES = MappingProxyType({"style": _style("wallet.css"), "form_style": _style("forms.css")})
STYLE_SOURCE = " ".join(_source(style) for style in _STYLES.values())
"""What a Content-Security-Policy calls the styles: a page stays whole when it is saved."""
_TEMPLATES = Environment(
    loader=FileSystemLoader(_HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)


def page(template: str, **shown: object) -> str:
    """Return the HTML of `template`, everything in `shown` escaped but what is clean HTML."""
    styles = {name: Markup(style) for name, style in _STYLES.items()}  # noqa: S704 -- our own files
    return _TEMPLATES.get_template(template).render(**styles, **shown)

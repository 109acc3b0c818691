"""A page's name and what it shows in, HTML out: one template for each, one style for all."""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

_HERE = Path(__file__).parent
STYLE = (_HERE / "styles" / "wallet.css").read_text(encoding="utf-8").strip()
STYLE_SOURCE = f"'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'"
"""What a Content-Security-Policy calls the style: the page stays whole when it is saved."""
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
    return _TEMPLATES.get_template(template).render(style=Markup(STYLE), **shown)  # noqa: S704 -- our own file

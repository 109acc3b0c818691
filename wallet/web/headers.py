"""The headers of everything that this room serves."""

from types import MappingProxyType

from wallet.web.pages import STYLE_SOURCE

_PERMISSIONS = (
    *("accelerometer", "browsing-topics", "camera", "display-capture", "geolocation"),
    *("gyroscope", "magnetometer", "microphone", "midi", "payment", "usb", "xr-spatial-tracking"),
)


def page_policy(*form_places: str) -> str:
    """Return the policy of a page of ours whose forms may lead to those places too."""
    return "; ".join(
        (
            "default-src 'none'",
            "img-src 'self'",
            f"style-src {STYLE_SOURCE}",
            " ".join(("form-action 'self'", *form_places)),
            "frame-ancestors 'none'",
            "base-uri 'none'",
        )
    )


PAGE_POLICY = page_policy()
SANDBOX_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; sandbox"
"""For bytes of strangers: should a browser show them after all, nothing in them runs."""

PRIVATE = MappingProxyType(
    {
        "Cache-Control": "no-store",
        "X-Robots-Tag": "noindex, nofollow, noarchive",
        "Referrer-Policy": "no-referrer",
        "Content-Security-Policy": PAGE_POLICY,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _PERMISSIONS),
    }
)
"""For pages and everything else, unless a response says otherwise."""


def attachment(name: str) -> dict[str, str]:
    """Return the headers of foreign bytes that are to be saved as `name`, an ASCII file name."""
    return {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": SANDBOX_POLICY,
    }

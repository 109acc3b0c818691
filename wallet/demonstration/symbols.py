"""Symbols for pictures of badges: a name in, SVG elements around the origin out.

Each is about 200 units wide and leaves its colours open: `{light}`, `{accent}`, `{deep}`,
`{bright}`.
"""

from types import MappingProxyType

SYMBOLS = MappingProxyType(
    {
        "chart": (
            '<g fill="{light}"><rect x="-84" y="16" width="34" height="62" rx="6"/>'
            '<rect x="-34" y="-22" width="34" height="100" rx="6"/>'
            '<rect x="16" y="-2" width="34" height="80" rx="6"/>'
            '<rect x="66" y="-60" width="34" height="138" rx="6" fill="{accent}"/></g>'
            '<polyline points="-67,-20 -17,-58 33,-40 83,-94" fill="none" stroke="{light}" '
            'stroke-width="9" stroke-linecap="round"/>'
            '<g fill="{accent}"><circle cx="-67" cy="-20" r="10"/>'
            '<circle cx="-17" cy="-58" r="10"/><circle cx="33" cy="-40" r="10"/></g>'
        ),
        "laser": (
            '<path d="M-34 -96H34L24 -40H-24Z" fill="{light}"/>'
            '<rect x="-14" y="-40" width="28" height="20" fill="{accent}"/>'
            '<path d="M-5 -20H5L2 56H-2Z" fill="{accent}"/>'
            '<path d="M-96 62H-16L0 76L16 62H96V84H-96Z" fill="{light}"/>'
            '<g stroke="{accent}" stroke-width="8" stroke-linecap="round">'
            '<path d="M-26 40L-44 22"/><path d="M26 40L44 22"/><path d="M-34 54H-58"/>'
            '<path d="M34 54H58"/></g>'
        ),
        "mentor": (
            '<g fill="{light}"><circle cx="-40" cy="-42" r="32"/>'
            '<path d="M-100 74C-100 16 -76 -2 -40 -2C-4 -2 20 16 20 74Z"/></g>'
            '<g fill="{accent}"><circle cx="54" cy="-14" r="24"/>'
            '<path d="M30 74C30 34 24 22 54 22C84 22 98 38 98 74Z"/></g>'
        ),
        "research": (
            '<path d="M-96 -58C-60 -74 -30 -70 -6 -52V76C-30 60 -60 56 -96 70Z" fill="{light}"/>'
            '<path d="M96 -58C60 -74 30 -70 6 -52V76C30 60 60 56 96 70Z" fill="{light}"/>'
            '<g stroke="{bright}" stroke-width="7" stroke-linecap="round" fill="none">'
            '<path d="M-78 -28C-58 -36 -42 -34 -26 -26"/><path d="M-78 0C-58 -8 -42 -6 -26 2"/>'
            '<path d="M-78 28C-58 20 -42 22 -26 30"/></g>'
            '<circle cx="50" cy="0" r="36" fill="{deep}" stroke="{accent}" stroke-width="13"/>'
            '<path d="M76 28L104 58" stroke="{accent}" stroke-width="17" stroke-linecap="round"/>'
        ),
        "speech": (
            '<path d="M-100 -62A22 22 0 0 1 -78 -84H14A22 22 0 0 1 36 -62V-14A22 22 0 0 1 14 8'
            'H-40L-74 38V8H-78A22 22 0 0 1 -100 -14Z" fill="{light}"/>'
            '<path d="M100 -8A22 22 0 0 0 78 -30H54V-14A40 40 0 0 1 14 26H-8V40A22 22 0 0 0 14 62'
            'H40L74 92V62H78A22 22 0 0 0 100 40Z" fill="{accent}"/>'
            '<g fill="{deep}"><circle cx="-66" cy="-38" r="9"/><circle cx="-32" cy="-38" r="9"/>'
            '<circle cx="2" cy="-38" r="9"/></g>'
        ),
        "flask": (
            '<path d="M-24 -92H24V-80H18V-26L84 66C92 78 84 90 70 90H-70C-84 90 -92 78 -84 66'
            'L-18 -26V-80H-24Z" fill="{light}"/>'
            '<path d="M-36 18H36L68 64C73 71 69 77 60 77H-60C-69 77 -73 71 -68 64Z" '
            'fill="{accent}"/>'
            '<g fill="{light}"><circle cx="-18" cy="52" r="10"/><circle cx="22" cy="40" r="7"/>'
            '<circle cx="10" cy="62" r="5"/></g>'
        ),
        "cube": (
            '<path d="M0 -64L76 -22L0 20L-76 -22Z" fill="{light}"/>'
            '<path d="M-76 -22L0 20V98L-76 56Z" fill="{light}" fill-opacity="0.72"/>'
            '<path d="M76 -22L0 20V98L76 56Z" fill="{light}" fill-opacity="0.45"/>'
            '<path d="M-16 -104H16L8 -78H-8Z" fill="{accent}"/>'
            '<path d="M0 -76V-28" stroke="{accent}" stroke-width="8" stroke-linecap="round"/>'
        ),
        "aid": (
            '<path d="M0 86C-58 44 -98 10 -98 -34C-98 -68 -72 -88 -46 -88C-26 -88 -10 -78 0 -60'
            'C10 -78 26 -88 46 -88C72 -88 98 -68 98 -34C98 10 58 44 0 86Z" fill="{light}"/>'
            '<path d="M-16 -50H16V-22H44V10H16V38H-16V10H-44V-22H-16Z" fill="{accent}"/>'
        ),
        "code": (
            '<g fill="none" stroke="{light}" stroke-width="20" stroke-linecap="round">'
            '<path d="M-46 -56L-98 0L-46 56"/><path d="M46 -56L98 0L46 56"/></g>'
            '<path d="M18 -74L-18 74" stroke="{accent}" stroke-width="18" stroke-linecap="round"/>'
        ),
        "balance": (
            '<g stroke="{light}" stroke-width="11" stroke-linecap="round" fill="none">'
            '<path d="M0 -84V76"/><path d="M-72 -52L72 -68"/><path d="M-44 82H44"/></g>'
            '<g stroke="{light}" stroke-width="5" fill="none"><path d="M-72 -52L-102 18"/>'
            '<path d="M-72 -52L-42 18"/><path d="M72 -68L42 2"/><path d="M72 -68L102 2"/></g>'
            '<path d="M-108 18H-36C-36 42 -52 54 -72 54S-108 42 -108 18Z" fill="{accent}"/>'
            '<path d="M36 2H108C108 26 92 38 72 38S36 26 36 2Z" fill="{accent}"/>'
            '<circle cx="0" cy="-84" r="13" fill="{accent}"/>'
        ),
        "river": (
            '<circle cx="34" cy="-48" r="40" fill="{accent}"/>'
            '<g fill="none" stroke="{light}" stroke-width="19" stroke-linecap="round">'
            '<path d="M-104 8C-68 -20 -36 -20 0 8S68 36 104 8"/>'
            '<path d="M-104 50C-68 22 -36 22 0 50S68 78 104 50"/>'
            '<path d="M-60 88C-40 72 -20 74 0 88S40 104 60 88" stroke-opacity="0.6"/></g>'
        ),
        "compass": (
            '<circle r="98" fill="none" stroke="{light}" stroke-width="13"/>'
            '<path d="M0 -78L24 0H-24Z" fill="{accent}"/><path d="M0 78L24 0H-24Z" fill="{light}"/>'
            '<circle r="9" fill="{deep}"/>'
            '<g stroke="{light}" stroke-width="9" stroke-linecap="round"><path d="M-78 0H-62"/>'
            '<path d="M62 0H78"/></g>'
        ),
        "lighthouse": (
            '<path d="M-24 -50H24L40 92H-40Z" fill="{light}"/>'
            '<path d="M-28 -14H28L32 18H-32Z" fill="{accent}"/>'
            '<path d="M-35 48H35L38 76H-38Z" fill="{accent}"/>'
            '<rect x="-30" y="-62" width="60" height="14" rx="4" fill="{light}"/>'
            '<rect x="-18" y="-86" width="36" height="26" fill="{accent}"/>'
            '<path d="M-24 -86L0 -108L24 -86Z" fill="{light}"/>'
            '<path d="M26 -74L104 -102V-46Z" fill="{light}" fill-opacity="0.6"/>'
            '<path d="M-26 -74L-104 -102V-46Z" fill="{light}" fill-opacity="0.6"/>'
        ),
        "lake": (
            '<path d="M-100 40L-36 -64L-6 -18L20 -52L100 40Z" fill="{light}"/>'
            '<path d="M-36 -64L-62 -22L-40 -34L-24 -20L-14 -30Z" fill="{accent}"/>'
            '<g stroke="{light}" stroke-width="13" stroke-linecap="round"><path d="M-92 66H92"/>'
            '<path d="M-52 92H52" stroke-opacity="0.6"/></g>'
        ),
    }
)

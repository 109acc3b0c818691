"""Run as a program of its own: a cleaned SVG on standard input, a PNG on standard output.

Filters, layers and references can multiply a small drawing into hours of work, which no rule over
its text foresees; so the work has a limit that the kernel keeps. It imports nothing of ours, to
start fast.
"""

import resource
import sys

_MEMORY_BYTES = 2 * 1024**3


def main() -> None:
    """Render what comes in, within as many seconds of work as the one argument says.

    A refusal is a non-zero exit with its reason on standard error.
    """
    seconds = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from resvg_py import svg_to_bytes  # noqa: PLC0415  # under the limits, like all it does

    drawing = sys.stdin.buffer.read().decode()
    try:
        painted = svg_to_bytes(svg_string=drawing)
    except ValueError as error:
        sys.exit(str(error))
    sys.stdout.buffer.write(bytes(painted))


if __name__ == "__main__":
    main()

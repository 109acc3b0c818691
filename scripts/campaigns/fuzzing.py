"""Try broken inputs on each parser, guided by what they reach, and keep those that do harm.

Each parser runs in a process of its own, with caps on the time of one input and on memory. Atheris
(libFuzzer) guides the search where it is installed; else inputs are mutations of honest ones, from
the same seed the same. What does harm is written down, and shown how to be tried again.
"""

import argparse
import os
import random
import re
import resource
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp

INPUT_SECONDS = 20
"""What one input may take; a PDF file is given up after 16 s by its own reader."""
MEMORY_MEGABYTES = 1_024
LONGEST_INPUT = 64 * 1024
_GIVE_BACK_SECONDS = 60
_FACTS = re.compile(r"stat::(number_of_executed_units|peak_rss_mb):\s+(\d+)")
_COVERAGE = re.compile(r"cov: (\d+)")
_TOKENS = (b"{", b"}", b"[", b"]", b'"', b"\\u", b"\x00", b"<", b">", b"PK", b"eyJ", b"obj", b"1e9")


def main() -> int:
    """Run the whole campaign, or one of its parts where the command line says so."""
    given = _arguments()
    from parsers import PARSERS  # noqa: PLC0415  # a guided process imports them its own way

    if given.input is not None:
        for name in given.only or PARSERS:
            PARSERS[name](given.input.read_bytes())
            print(f"{name}: taken or refused")
        return 0
    names = given.only or list(PARSERS)
    kept = given.keep or Path(mkdtemp(prefix="wallet-fuzz-"))
    engine = "atheris" if _is_guided() else "mutations"
    print(f"{engine}, {given.seconds} s in all, seed {given.seed}, harmful inputs to {kept}")
    harmful = [name for name in names if not _campaign(name, given, len(names), kept)]
    print(f"Harm was done to: {', '.join(harmful)}." if harmful else "No input did any harm.")
    return 1 if harmful else 0


def _is_guided() -> bool:
    return find_spec("atheris") is not None and not os.environ.get("WALLET_FUZZ_PLAIN")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=600, help="of the whole campaign")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1, 2**31))
    parser.add_argument("--only", nargs="*", help="the parsers to try")
    parser.add_argument("--keep", type=Path, help="folder for inputs that do harm")
    parser.add_argument("--input", type=Path, help="try this one file, and nothing else")
    parser.add_argument("--run", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def _campaign(name: str, given: argparse.Namespace, parts: int, kept: Path) -> bool:
    """Try one parser for its share of the time; tell whether it took no harm."""
    folder = kept / name
    folder.mkdir(parents=True, exist_ok=True)
    share = max(1, given.seconds // parts)
    began = time.monotonic()
    try:
        done = subprocess.run(
            [
                *(sys.executable, __file__, "--run", name, "--folder", str(folder)),
                *("--seconds", str(share), "--seed", str(given.seed)),
            ],
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            timeout=share + INPUT_SECONDS + _GIVE_BACK_SECONDS,
        )
        status, said = done.returncode, done.stdout + done.stderr
    except subprocess.TimeoutExpired:
        status, said = -1, "It did not come back."
    facts = dict(_FACTS.findall(said))
    reached = _COVERAGE.findall(said)
    print(
        f"{name:<9} {facts.get('number_of_executed_units', '?'):>9} inputs"
        f" in {time.monotonic() - began:4.0f} s, {reached[-1] if reached else '?':>5} reached,"
        f" {facts.get('peak_rss_mb', '?'):>5} MB: {'no harm' if status == 0 else 'HARM'}",
        flush=True,
    )
    if status != 0:
        print(said[-3000:])
        for found in sorted(folder.glob("*-*")):
            print(f"again: scripts/campaigns/fuzz_parsers --only {name} --input {found}")
    return status == 0


def _guided(name: str, folder: Path, seconds: int, seed: int) -> None:
    """Let libFuzzer search; it ends the process itself, by 0 where nothing did harm."""
    import atheris  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415

    with atheris.instrument_imports(include=["wallet", "parsers", "zipfile"]):
        from parsers import PARSERS  # noqa: PLC0415
    parser = PARSERS[name]
    corpus = folder / "corpus"
    corpus.mkdir(exist_ok=True)
    for number, honest in enumerate(parser.seeds):
        (corpus / str(number)).write_bytes(honest)
    options = {
        "max_total_time": seconds,
        "seed": seed,
        "timeout": INPUT_SECONDS,
        "rss_limit_mb": MEMORY_MEGABYTES,
        "max_len": LONGEST_INPUT,
        "artifact_prefix": f"{folder}/",
        "print_final_stats": 1,
    }
    written = [f"-{option}={value}" for option, value in options.items()]
    atheris.Setup([sys.argv[0], *written, str(corpus)], parser)
    atheris.Fuzz()


def _unguided(name: str, folder: Path, seconds: int, seed: int) -> None:
    """Mutate honest inputs; each is written down before it is tried, for it may be the last."""
    from parsers import PARSERS  # noqa: PLC0415

    parser, chance = PARSERS[name], random.Random(f"{name} {seed}")  # noqa: S311
    resource.setrlimit(resource.RLIMIT_AS, (2 * MEMORY_MEGABYTES * 1024**2,) * 2)
    signal.signal(signal.SIGALRM, _give_up)
    until, tried = time.monotonic() + seconds, 0
    last = folder / "last-tried"
    while time.monotonic() < until:
        data = _mutated(chance.choice(parser.seeds), chance)
        last.write_bytes(data)
        signal.alarm(INPUT_SECONDS)
        parser(data)
        signal.alarm(0)
        tried += 1
    last.unlink(missing_ok=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"stat::number_of_executed_units: {tried}\nstat::peak_rss_mb: {peak}")
    if peak > MEMORY_MEGABYTES:
        raise MemoryError(f"{peak} MB")


def _give_up(*_: object) -> None:
    raise TimeoutError(f"one input took more than {INPUT_SECONDS} s")


def _mutated(honest: bytes, chance: random.Random) -> bytes:
    data = bytearray(honest)
    for _ in range(chance.randrange(1, 9)):
        place = chance.randrange(len(data) + 1)
        match chance.randrange(5):
            case 0:
                data[place : place + 1] = bytes([chance.randrange(256)])
            case 1:
                del data[place : place + chance.randrange(1, 33)]
            case 2:
                data[place:place] = chance.choice(_TOKENS) * chance.choice((1, 2, 65, 3000))
            case 3:
                start = chance.randrange(len(data) + 1)
                data[place:place] = data[start : start + chance.randrange(1, 257)]
            case _:
                data[place : place + 4] = chance.randrange(2**32).to_bytes(4)
    return bytes(data[:LONGEST_INPUT])


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    arguments = _arguments()
    if arguments.run is None:
        sys.exit(main())
    search = _guided if _is_guided() else _unguided
    search(arguments.run, arguments.folder, arguments.seconds, arguments.seed)

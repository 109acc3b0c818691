# Sourced by what runs the wallet: makes .venv from a lock file, once for each lock.
# usage: make_environment LOCK_FILE

root=$(unset CDPATH && cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '%s\n' "$*" >&2; }

find_python() {
  local candidate
  for candidate in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11; do
    [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1 || continue
    "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
    "$candidate" -c 'import ensurepip, venv' 2>/dev/null || continue
    printf '%s' "$candidate"
    return 0
  done
  say "The wallet needs Python 3.11 or newer with its venv module."
  say "  Debian, Ubuntu:  sudo apt-get install python3 python3-venv"
  say "  Fedora:          sudo dnf install python3"
  say "  macOS:           brew install python"
  return 1
}

# What an environment depends on: where it lies, the lock, and what the wallet itself declares.
source_of() { printf '%s\n' "$root" && cksum <"$root/$1" && cksum <"$root/pyproject.toml"; }

stamp_of() { printf '%s' "$root/.venv/.made-from-${1//\//-}"; }

make_environment() {
  local lock=$1 python
  [ "$(cat "$(stamp_of "$lock")" 2>/dev/null)" = "$(source_of "$lock")" ] && return 0
  python=$(find_python) || return 1
  say "Making the environment in .venv from $lock (once, about a minute) ..."
  if ! is_usable; then
    "$python" -m venv --clear "$root/.venv" || return 1
  fi
  rm -f "$root/.venv/".made-from-*
  printf '%s' "$root" >"$root/.venv/.lies-in"
  install_with_pip --require-hashes --requirement "$root/$lock" || return 1
  install_with_pip --no-deps --no-build-isolation --editable "$root" || return 1
  source_of "$lock" >"$(stamp_of "$lock")"
  # the tests' lock holds all that the wallet's own does
  if [ "$lock" = tests/requirements.lock ]; then
    source_of requirements.lock >"$(stamp_of requirements.lock)"
  fi
}

# Whether there is an environment to go on with: made whole, by a Python that is still there, and
# not moved since, for its programs know where they lie.
is_usable() {
  local lies_in
  lies_in=$(cat "$root/.venv/.lies-in" 2>/dev/null) || lies_in=$root
  [ "$lies_in" = "$root" ] && "$root/.venv/bin/python" -m pip --version >/dev/null 2>&1
}

install_with_pip() {
  "$root/.venv/bin/python" -m pip install --quiet --disable-pip-version-check "$@"
}

install_explorer() {
  # The API explorer is an npm package of static files; without npm the CDN page stands in.
  local folder="$root/.venv/explorer"
  [ -f "$folder/made" ] && return 0
  if ! command -v npm >/dev/null 2>&1; then
    say "npm is not here, so the API explorer will come from a CDN (development only)."
    return 0
  fi
  mkdir -p "$folder"
  cp "$root/scripts/explorer/package.json" "$root/scripts/explorer/package-lock.json" "$folder/"
  if (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --silent >/dev/null 2>&1); then
    touch "$folder/made"
  else
    say "The API explorer could not be installed; its page will come from a CDN instead."
  fi
}

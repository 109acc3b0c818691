# Sourced by scripts/serve and scripts/test: makes .venv from a lock file, once for each lock.
# usage: make_environment LOCK_FILE

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

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

make_environment() {
  local lock=$1 python stamp
  stamp="$root/.venv/.made-from-$(cksum <"$root/$lock" | tr ' ' '-')-$(cksum <"$root/pyproject.toml" | tr ' ' '-')"
  [ -f "$stamp" ] && return 0
  python=$(find_python) || return 1
  say "Making the environment in .venv from $lock (once, about a minute) ..."
  [ -x "$root/.venv/bin/python" ] || "$python" -m venv "$root/.venv" || return 1
  "$root/.venv/bin/python" -m pip install --quiet --disable-pip-version-check \
    --require-hashes --requirement "$root/$lock" || return 1
  "$root/.venv/bin/python" -m pip install --quiet --disable-pip-version-check \
    --no-deps --no-build-isolation --editable "$root" || return 1
  touch "$stamp"
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

"""What frontends are built with takes the schema and every screen without a complaint."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.fixtures.peers import CLIENTS, needs_clients
from tests.screens import FOLDER, operations
from wallet.api import TrustedDocuments

pytestmark = [pytest.mark.long, needs_clients]
REPOSITORY = CLIENTS.parents[1]
CODEGEN = ("graphql-codegen", "--config", "codegen.mjs")
COMPILER = ("tsc", "--project", ".")
LINTER = ("eslint", "--max-warnings", "0", "schema.graphql", "screens")


@pytest.fixture
def workshop(tmp_path):
    """A frontend's folder: the schema, the screens, and what is written over them."""
    shutil.copytree(
        CLIENTS, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("node_modules", "*.py")
    )
    shutil.copytree(FOLDER, tmp_path / "screens", ignore=shutil.ignore_patterns("*.py", "__*"))
    shutil.copy(REPOSITORY / "schema.graphql", tmp_path)
    (tmp_path / "node_modules").symlink_to(CLIENTS / "node_modules")
    return tmp_path


def run(folder, *command, cwd=None):
    program = folder / "node_modules" / ".bin" / command[0]
    return subprocess.run(
        [program, *command[1:]],
        cwd=cwd or folder,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def said(done):
    return done.stdout[-3000:] + done.stderr[-3000:]


def relay(folder):
    """Run the Relay compiler over the screens, each a module, and over what only Relay has."""
    sources = folder / "relay" / "src"
    for screen in (folder / "screens").glob("*.graphql"):
        text = screen.read_text().replace("`", "\\`")
        source = f'import {{ graphql }} from "relay-runtime";\n\ngraphql`\n{text}`;\n'
        (sources / f"{screen.stem}.js").write_text(source)
    (folder / "relay" / "persisted.json").write_text("{}")
    (folder / "relay" / "generated").mkdir()
    return run(folder, "relay-compiler", cwd=folder / "relay")


def replace(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_codegen_and_the_compiler_take_them_with_apollo_and_with_urql(workshop):
    generated = run(workshop, *CODEGEN)
    assert generated.returncode == 0, said(generated)
    manifest = json.loads((workshop / "src/generated/persisted-documents.json").read_text())
    assert len(manifest) == len(operations())
    written = workshop / "src/generated/persisted-documents.json"
    listed = TrustedDocuments.read(written, are_the_only=True).texts
    assert sorted(listed.values()) == sorted(manifest.values())
    compiled = run(workshop, *COMPILER)
    assert compiled.returncode == 0, said(compiled)


def test_codegen_refuses_a_field_that_is_none(workshop):
    replace(workshop / "screens/Home.graphql", "displayName", "nickname")
    assert 'Cannot query field "nickname"' in said(run(workshop, *CODEGEN))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("// @ts-expect-error: exactly one source\n", ""),
        ("job?.state", "job?.progress"),
        ("Promise<string | undefined>", "Promise<number>"),
    ],
)
def test_the_compiler_refuses_what_does_not_fit(workshop, old, new):
    assert run(workshop, *CODEGEN).returncode == 0
    replace(workshop / "src/apollo.ts", old, new)
    compiled = run(workshop, *COMPILER)
    assert compiled.returncode != 0
    assert "src/apollo.ts" in compiled.stdout


def test_relay_compiles_them_and_its_own_pages_and_edges(workshop):
    compiled = relay(workshop)
    assert compiled.returncode == 0, said(compiled)
    persisted = json.loads((workshop / "relay/persisted.json").read_text())
    assert len(persisted) > len(operations())
    written = {path.name for path in (workshop / "relay/generated").iterdir()}
    assert {f"{name}.graphql.js" for name in operations()} < written
    assert "PaginationNextQuery.graphql.js" in written


def test_relay_refuses_a_list_that_is_no_connection(workshop):
    replace(workshop / "schema.graphql", "type CredentialEdge {", "type CredentialCorner {")
    replace(workshop / "schema.graphql", "[CredentialEdge!]", "[CredentialCorner!]")
    replace(workshop / "schema.graphql", "pageInfo: PageInfo!", "page: PageInfo!")
    assert relay(workshop).returncode != 0


def test_the_linter_finds_nothing_in_the_schema_nor_in_the_screens(workshop):
    found = run(workshop, *LINTER)
    assert found.returncode == 0, said(found)


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("  viewer: Viewer\n}", "  viewer: Viewer!\n}", "require-nullable-result-in-root"),
        ('  """Edges."""\n', "", "require-description"),
        ("hasNextPage: Boolean!", "hasNextPage: Boolean", "relay-page-info"),
        ("  version: String\n}", "  Version: String\n}", "naming-convention"),
    ],
)
def test_the_linter_finds_what_is_wrong(workshop, old, new, rule):
    replace(workshop / "schema.graphql", old, new)
    assert rule in said(run(workshop, *LINTER))


def breaking(old, new):
    done = subprocess.run(
        ["node", CLIENTS / "breaking.mjs", old, new],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout.splitlines()


def git(*arguments):
    return subprocess.run(
        ["git", "-C", REPOSITORY, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def published():
    """Return the schema of the last commit on main; on main itself that of the one before."""
    for name in ("main", "origin/main"):
        found = git("rev-parse", "--verify", "--quiet", name)
        if found.returncode == 0:
            is_here = found.stdout == git("rev-parse", "HEAD").stdout
            shown = git("show", f"{name}{'~1' if is_here else ''}:schema.graphql")
            return shown.stdout if shown.returncode == 0 else None
    return None


def test_no_client_is_broken_but_where_the_change_file_says_so(tmp_path):
    before = published()
    if before is None:
        pytest.skip("git knows of no commit on main before this one")
    (tmp_path / "old.graphql").write_text(before)
    lines = (CLIENTS / "breaking-changes.txt").read_text().splitlines()
    meant = {line.strip() for line in lines if line.strip() and not line.startswith("#")}
    found = set(breaking(tmp_path / "old.graphql", REPOSITORY / "schema.graphql"))
    assert found <= meant, "put it into tests/clients/breaking-changes.txt if it is meant"


def test_what_breaks_a_client_is_told_and_what_does_not_is_not(tmp_path):
    schema = REPOSITORY / "schema.graphql"
    changed = Path(tmp_path / "new.graphql")
    text = schema.read_text()
    changed.write_text(text.replace('  """Name."""\n  displayName: String!\n', ""))
    assert "Field 'displayName' was removed from object type 'Viewer'" in breaking(schema, changed)
    added = '  """Name."""\n  displayName: String!\n\n  """New."""\n  fresh: String\n'
    changed.write_text(text.replace('  """Name."""\n  displayName: String!\n', added))
    assert breaking(schema, changed) == []

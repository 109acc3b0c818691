"""The documents of a wallet app, one file for each screen, as a frontend would write them."""

from pathlib import Path

from graphql import OperationDefinitionNode, parse

FOLDER = Path(__file__).parent
SCREENS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.graphql"))}


def operations() -> dict[str, str]:
    """Return every operation by its name, with its kind: query, mutation or subscription."""
    return {
        node.name.value: node.operation.value
        for text in SCREENS.values()
        for node in parse(text).definitions
        if isinstance(node, OperationDefinitionNode) and node.name is not None
    }

"""Where other people's sample files lie, when they are there."""

import os
from pathlib import Path

import pytest

VECTORS = Path(
    os.environ.get("WALLET_VECTORS", Path(__file__).parents[3] / "shared" / "vectors")
).resolve()
EDTECH = VECTORS / "1EdTech/digital-credentials-public-validator/inspector-vc/src/test/resources"
MOZILLA = VECTORS / "mozilla"

needs_vectors = pytest.mark.skipif(not VECTORS.is_dir(), reason="no vectors folder")

"""Row keys of issuers, achievements and skills: what is one within a wallet."""

from hashlib import sha256


def row_key(*parts: str) -> str:
    """Return a key of fixed length from the parts that make a row one.

    Give the identifier alone only where the credential that carries it is INTACT; else the
    identifier and the digest of the document, so that a forged badge never renames what a
    genuine one says. Parts are told apart, so ("a", "bc") and ("ab", "c") differ.
    """
    framed = "".join(f"{len(part)}:{part}" for part in parts)
    return sha256(framed.encode("utf-8", "surrogatepass")).hexdigest()

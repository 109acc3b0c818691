"""Context URLs and the texts that we vouch for, by digest; it does not matter where they come from.

The digest is the SHA-256, in lower-case hex, of the text's canonical JSON (RFC 8785). A URL may
have had several texts: the newest comes first and is the one used where several are at hand.

Contexts that give a meaning to any word at all (a bare `@vocab`, as in credentials/examples and
undefined-terms) are left out on purpose: under them nothing is ever undefined.
"""

from collections.abc import Mapping
from types import MappingProxyType

EXCERPT = "https://wallet.invalid/contexts/excerpt/v1"
"""What the words of an excerpt mean, by a name that nobody serves: every wallet serves the same
text at an address of its own, which ends in `EXCERPT_PATH` and so names its digest."""
EXCERPT_DIGEST = "bed8115fddfa25a7da552b87825fcbe2693fa4ee53e2da6eff0510781e2115ca"
EXCERPT_PATH = f"/contexts/excerpt/{EXCERPT_DIGEST}"

PINNED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        EXCERPT: (EXCERPT_DIGEST,),
        "https://www.w3.org/2018/credentials/v1": (
            "b01e671e873981f19a9102a9a57f666dbcaeb31b99e3e124378d143e71549247",
        ),
        "https://www.w3.org/ns/credentials/v2": (
            "b463c8d6a066214123ddd9827b135e1b50e1fc73322cc52a9b12a4f1fc7d86cf",
        ),
        "https://www.w3.org/ns/credentials/status/v1": (
            "b2fcebfbaf4e6beae2be370fda8a5f9f99c28540c798a75a8cdccc0fb1a12492",
        ),
        "https://w3id.org/vc/status-list/2021/v1": (
            "9768f9aa81ab6c3e2ad96b2d669eaba67afe13fff0140a853f1e3d313fab13b6",
        ),
        "https://www.w3.org/ns/did/v1": (
            "a7e146c40fcec005d3f0f14ae745665f446da58d7914a9d8f733746686fad82b",
        ),
        "https://www.w3.org/ns/cid/v1": (
            "9fc257da5b37784ca2b07c3ad666f5ff9beea846a360ddd229fd0b44972015c8",
        ),
        "https://w3id.org/security/data-integrity/v1": (
            "9505bf85338a4c2121ad03992ac90061bc85d43bcfa34d9d47b779381cf08b5f",
        ),
        "https://w3id.org/security/data-integrity/v2": (
            "7ba3c50acf2689d5e07927267343eb353249c7c22a9f2d00307cc970e855e305",
        ),
        "https://w3id.org/security/multikey/v1": (
            "be20c3ee6af6e9c4102e66a85c26617831218e32216bdf050f870e389e737cdc",
        ),
        "https://w3id.org/security/jwk/v1": (
            "38dd329a9a011facda06afc4ba43a121980eaedbd1f974268026d157926bc086",
        ),
        "https://w3id.org/security/bbs/v1": (
            "ed84cebce2547af7ba50ecfd2373f21593b3afdf4e449de328c6c718fe1e1439",
        ),
        "https://w3id.org/security/v1": (
            "d87de2ce3ce407bcac481f8af31e211e54beb5cbd7dd459826ed0502302ee234",
        ),
        "https://w3id.org/security/v2": (
            "38a9ef19cf3a75bf856202bd1ed4cbd55c985ad4a809eb7f4ef584ba9d51dc90",
        ),
        "https://w3id.org/security/suites/ed25519-2020/v1": (
            "fb517f09d990829aed734c9bad8cbbb2ac3d5063b865c7e3d81f246074bf5691",
        ),
        "https://w3id.org/security/suites/ed25519-2018/v1": (
            "b4cb4ede62cd5c1e98b54340bf9d5ae636e6ba6e92b6bffb50be3c12b473a2de",
        ),
        "https://w3id.org/security/suites/jws-2020/v1": (
            "eed16334842a5635257913b33acd1aeee29009eb188d855f9a1d0ceee4a8ae4d",
        ),
        "https://w3id.org/security/suites/secp256k1-2019/v1": (
            "9125f9365f562d895c1c8090d7860725f392d4872dff4ec559b48d8709d69564",
        ),
        "https://w3id.org/security/suites/x25519-2019/v1": (
            "226bc202c5f5fac752716b9ed838875155c22b789aa0259276cfd83d54a40d06",
        ),
        "https://w3id.org/vc-revocation-list-2020/v1": (
            "375634e782babefd3763cb72b41b70527780b158fcf93855d8f3b56844233341",
        ),
        "https://w3id.org/openbadges/v1": (
            "b89b3e6b57d3ec343cded9bb0a1d0611ec77d91f4b81f0d50f124c94113c8356",
        ),
        "https://w3id.org/openbadges/legacy-v1": (
            "115af5d18eddab160d929ed85bae6b7f79cd4550b6a6a4b2668f3a191eb60337",
        ),
        "https://w3id.org/openbadges/v0": (
            "8d76952d6512ecfac10ee92bb94b2cc52475f7c3c6735f269438c9a83a6fe1ce",
        ),
        "https://w3id.org/openbadges/v2": (
            "4b5f71314b9fef23264b05bab6a03811e8fc1e5e7506b79b092aec91865e7e07",
        ),
        "https://purl.imsglobal.org/spec/ob/v2p1/ob_v2p1.jsonld": (
            "30ffbcf41d2d8569855ba9648dc3a4b87336a8c2c9d400c4dcd222ae611daa48",
        ),
        "https://purl.imsglobal.org/spec/ob/v3p0/context.json": (
            "2c54acaa1cffda2420be32ab61f0a2082051211131c6337686f36f2537aa859b",
        ),
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json": (
            "8bb2354552b70cbdf2066f6d3e24bc5c2be2619145737580ad2aebdc366e77d5",
        ),
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json": (
            "bdd1d11a55a660322f24660862a1d430ee80cce584465f750909daa43684357c",
        ),
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": (
            "04b1136ddc4eda9a8966bc7ef182789f233a26739473140ef75d6968c29a2966",
            "c5e555a91a5cf48e32ae0a05674c61ddd5c053b680b5643b2f57f9965e386d99",
        ),
        "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json": (
            "15f4c347c6fe4380d9b6b93795859e33747ef48d5c55b91a71c52fb51c7bcbd7",
        ),
        "https://purl.imsglobal.org/spec/clr/v2p0/context.json": (
            "a2dd0c0c07434663b7b54a51dd8a3363f6d5c420efa87e3d97b4ef8661596d44",
        ),
        "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json": (
            "7defe702c102faf14108579b7d65ef39ecf4c3bbef925b803e15bd77cd6e3394",
        ),
        "https://www.w3.org/ns/odrl.jsonld": (
            "c9b3bbb66a340349a8b126f464287e139570ae46d40d89362733196babb1c9c6",
        ),
        "https://w3c-ccg.github.io/vc-ed/plugfest-1-2022/jff-vc-edu-plugfest-1-context.json": (
            "f6c4c3b3b800cb9ffc87828d8105e3dd0d20692e5936d2cc4dead2b247e11a08",
        ),
        "https://w3id.org/citizenship/v4rc1": (
            "15ca37d6ed55aee696cb2c8ca747d889418756c66188a47734c15e092ffef869",
        ),
    }
)


def pinned_name(url: str) -> str:
    """Return the name that a context is pinned under: its URL, but one for excerpts everywhere.

    Which host serves the text changes nothing of it, for its digest is in the address.
    """
    served = url.endswith(EXCERPT_PATH) and url.startswith(("https://", "http://"))
    return EXCERPT if served else url

// Verifies a presentation and all that is in it with @digitalbazaar/vc, without a network.
// usage: node present.mjs < {presentation, challenge, domain, moment, contexts, web}
//   (CONTEXTS: url -> document, WEB: url -> text)
// prints {"verified": …, "reason": …}
import {readFileSync} from 'node:fs';

const {presentation, challenge, domain, moment, contexts, web} =
  JSON.parse(readFileSync(0, 'utf8'));
const RealDate = Date;
const skew = RealDate.parse(moment) - RealDate.now();
globalThis.Date = class extends RealDate {
  constructor(...given) {
    super(...(given.length ? given : [RealDate.now() + skew]));
  }

  static now() {
    return RealDate.now() + skew;
  }
};

const vc = await import('@digitalbazaar/vc');
const {DataIntegrityProof} = await import('@digitalbazaar/data-integrity');
const {cryptosuite: ecdsaRdfc} = await import('@digitalbazaar/ecdsa-rdfc-2019-cryptosuite');
const {createVerifyCryptosuite} = await import('@digitalbazaar/ecdsa-sd-2023-cryptosuite');
const {checkStatus} = await import('@digitalbazaar/vc-bitstring-status-list');
const MULTIKEY = 'https://w3id.org/security/multikey/v1';

function published(url) {
  const [address, fragment] = url.split('#');
  const [host] = address.slice('did:web:'.length).split(':').map(decodeURIComponent);
  const document = JSON.parse(web[`https://${host}/.well-known/did.json`]);
  if(!fragment) {
    return document;
  }
  return {'@context': MULTIKEY, ...document.verificationMethod.find(each => each.id === url)};
}

const documentLoader = async url => {
  const document = contexts[url] ??
    (url.startsWith('did:web:') ? published(url) : JSON.parse(web[url]));
  return {contextUrl: null, documentUrl: url, document};
};

const suite = [
  new DataIntegrityProof({cryptosuite: ecdsaRdfc}),
  new DataIntegrityProof({cryptosuite: createVerifyCryptosuite()})
];
const result = await vc.verify({
  presentation, challenge, domain, suite, documentLoader,
  checkStatus: options => checkStatus({...options, verifyMatchingIssuers: false})
});
const words = error => [error?.name, error?.message, ...(error?.errors ?? []).map(words)]
  .filter(Boolean).join(': ');
process.stdout.write(JSON.stringify({
  verified: result.verified,
  reason: words(result.error ?? result.presentationResult?.error)
}));

// Judges credentials by @digitalbazaar/vc and by @digitalcredentials/verifier-core, without a
// network: what lies at each address comes with the case.
// usage: node judge.mjs < {"moment": …, "contexts": {url: document}, "cases": [{id, document, web}]}
// prints {id: {"digitalbazaar": {verdict, reason}, "verifier-core": {verdict, reason}}}
// verdict: valid, invalid, or unknown where it said that it could not find out or cannot read it.
import {readFileSync} from 'node:fs';

const {moment, contexts, cases} = JSON.parse(readFileSync(0, 'utf8'));
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

let web = {};
globalThis.fetch = async request => {
  const url = typeof request === 'string' ? request : request.url;
  const text = web[url] ?? (url in contexts ? JSON.stringify(contexts[url]) : undefined);
  return text === undefined ?
    new Response('not here', {status: 404}) :
    new Response(text, {status: 200, headers: {'content-type': 'application/json'}});
};

for(const way of ['log', 'warn', 'error', 'debug']) {
  console[way] = () => {}; // what they have to say of it comes with the verdict
}

const vc = await import('@digitalbazaar/vc');
const {DataIntegrityProof} = await import('@digitalbazaar/data-integrity');
const {Ed25519Signature2020} = await import('@digitalbazaar/ed25519-signature-2020');
const {cryptosuite: eddsaRdfc} = await import('@digitalbazaar/eddsa-rdfc-2022-cryptosuite');
const eddsaJcs = await import('@digitalbazaar/eddsa-jcs-2022-cryptosuite');
const ecdsaJcs = await import('@digitalbazaar/ecdsa-jcs-2019-cryptosuite');
const {cryptosuite: ecdsaRdfc} = await import('@digitalbazaar/ecdsa-rdfc-2019-cryptosuite');
const ecdsaSd = await import('@digitalbazaar/ecdsa-sd-2023-cryptosuite');
const bitstring = await import('@digitalbazaar/vc-bitstring-status-list');
const statusList2021 = await import('@digitalbazaar/vc-status-list');
const core = await import('@digitalcredentials/verifier-core');

const suites = () => [
  new Ed25519Signature2020(),
  new DataIntegrityProof({cryptosuite: eddsaRdfc}),
  new DataIntegrityProof({cryptosuite: eddsaJcs.createVerifyCryptosuite()}),
  new DataIntegrityProof({cryptosuite: ecdsaJcs.createVerifyCryptosuite()}),
  new DataIntegrityProof({cryptosuite: ecdsaRdfc}),
  new DataIntegrityProof({cryptosuite: ecdsaSd.createVerifyCryptosuite()})
];

const MULTIKEY = 'https://w3id.org/security/multikey/v1';

// Their loaders want keys and controllers in one exact form: they get what was published in it.
function controlled(document, id) {
  const listed = [document.verificationMethod ?? [], document.assertionMethod ?? []].flat();
  const methods = listed.filter(each => each.publicKeyMultibase).map(each => ({
    id: each.id, type: 'Multikey', controller: each.controller ?? document.id,
    publicKeyMultibase: each.publicKeyMultibase
  }));
  if(id) {
    const found = methods.find(each => each.id === id);
    if(!found) {
      throw new Error(`no key ${id}`);
    }
    return {'@context': MULTIKEY, ...found};
  }
  const asserting = [document.assertionMethod ?? []].flat().map(each => each.id ?? each);
  return {
    '@context': ['https://www.w3.org/ns/did/v1', MULTIKEY], id: document.id,
    verificationMethod: methods, assertionMethod: asserting
  };
}

function didKey(url) {
  const [did, fragment] = url.split('#');
  const multikey = did.slice('did:key:'.length);
  const id = `${did}#${multikey}`;
  const method = {id, controller: did, publicKeyMultibase: multikey};
  return controlled({id: did, verificationMethod: [method], assertionMethod: [id]}, fragment && id);
}

function didWeb(url) {
  const [did, fragment] = url.split('#');
  const [host, ...path] = did.slice('did:web:'.length).split(':').map(decodeURIComponent);
  const address = `https://${host}/${path.length ? path.join('/') : '.well-known'}/did.json`;
  return controlled(JSON.parse(need(address)), fragment && url);
}

function atAddress(url) {
  const [address, fragment] = url.split('#');
  const document = JSON.parse(need(fragment ? address : url));
  return document.verificationMethod ? controlled(document, fragment && url) : document;
}

function need(url) {
  if(!(url in web)) {
    throw new Error(`NotFoundError: ${url}`);
  }
  return web[url];
}

const documentLoader = async url => {
  let document = contexts[url];
  if(!document) {
    document = url.startsWith('did:key:') ? didKey(url) :
      url.startsWith('did:web:') ? didWeb(url) : atAddress(url);
  }
  return {contextUrl: null, documentUrl: url, document};
};

const words = error => [error?.name, error?.message, ...(error?.errors ?? []).map(words),
  error?.cause && words(error.cause)].filter(Boolean).join(': ').slice(0, 400);
const COULD_NOT = /NotFound|not found|not at hand|could not be retrieved|http error|HTTPError|No suite|Unsupported|not supported|No verification suite|no proof matching|unresolved/i;

async function digitalbazaar(document) {
  const status = [document.credentialStatus ?? []].flat()[0]?.type;
  const checkStatus = status === 'BitstringStatusListEntry' ? bitstring.checkStatus :
    status === 'StatusList2021Entry' ? statusList2021.checkStatus :
      async () => ({verified: false, error: new Error(`Unsupported status: ${status}`)});
  const result = await vc.verifyCredential({
    credential: document, suite: suites(), documentLoader,
    checkStatus: status && (options => checkStatus({...options, verifyMatchingIssuers: false})),
    now: new Date()
  });
  // with a list that was read it says "verified" also of what the list says is revoked
  const set = (result.statusResult?.results ?? []).filter(each => each.status);
  if(set.length) {
    const purposes = set.map(each => each.credentialStatus?.statusPurpose ?? '');
    return {verdict: 'invalid', reason: `status is set: ${purposes}`};
  }
  if(result.verified) {
    return {verdict: 'valid', reason: ''};
  }
  const reason = words(result.error ?? result.statusResult?.error) ||
    (result.statusResult && !result.statusResult.verified ? 'status' : 'not verified');
  return {verdict: COULD_NOT.test(reason) ? 'unknown' : 'invalid', reason};
}

async function verifierCore(document) {
  const result = await core.verifyCredential({credential: document, knownDIDRegistries: []});
  if(result.errors) {
    const reason = result.errors.map(each => `${each.name}: ${each.message}`).join('; ');
    return {verdict: COULD_NOT.test(reason) ? 'unknown' : 'invalid', reason};
  }
  const failed = result.log.filter(step => step.id !== 'registered_issuer' && step.valid === false);
  const doubted = result.log.filter(step => step.error && step.id !== 'registered_issuer');
  if(failed.length) {
    return {verdict: 'invalid', reason: failed.map(step => step.id).join(', ')};
  }
  return doubted.length ?
    {verdict: 'unknown', reason: doubted.map(step => `${step.id}: ${step.error.name}`).join(', ')} :
    {verdict: 'valid', reason: ''};
}

async function judged(judge, document) {
  try {
    return await judge(structuredClone(document));
  } catch(error) {
    const reason = words(error);
    return {verdict: COULD_NOT.test(reason) ? 'unknown' : 'invalid', reason};
  }
}

const said = {};
for(const each of cases) {
  web = each.web;
  said[each.id] = {
    digitalbazaar: await judged(digitalbazaar, each.document),
    'verifier-core': await judged(verifierCore, each.document)
  };
}
process.stdout.write(JSON.stringify(said));

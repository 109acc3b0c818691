// Signs a credential with @digitalbazaar/vc and prints it: another implementation's credential.
// usage: node sign.mjs SUITE CONTEXTS.json < credential.json   (CONTEXTS: url -> document)
import {readFileSync} from 'node:fs';
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {Ed25519Signature2020} from '@digitalbazaar/ed25519-signature-2020';
import {Ed25519VerificationKey2020} from '@digitalbazaar/ed25519-verification-key-2020';

const [suiteName, contextsFile] = process.argv.slice(2);
const contexts = JSON.parse(readFileSync(contextsFile, 'utf8'));
const credential = JSON.parse(readFileSync(0, 'utf8'));

const documentLoader = async url => {
  if(!(url in contexts)) {
    throw new Error(`not at hand: ${url}`);
  }
  return {contextUrl: null, documentUrl: url, document: contexts[url]};
};

const makers = {
  'eddsa-rdfc-2022': async () => {
    const key = await Ed25519Multikey.generate();
    key.controller = `did:key:${key.publicKeyMultibase}`;
    key.id = `${key.controller}#${key.publicKeyMultibase}`;
    return {did: key.controller, suite: new DataIntegrityProof({signer: key.signer(), cryptosuite})};
  },
  Ed25519Signature2020: async () => {
    const key = await Ed25519VerificationKey2020.generate();
    const did = `did:key:${key.fingerprint()}`;
    key.controller = did;
    key.id = `${did}#${key.fingerprint()}`;
    return {did, suite: new Ed25519Signature2020({key})};
  }
};

const {did, suite} = await makers[suiteName]();
credential.issuer = typeof credential.issuer === 'object' ? {...credential.issuer, id: did} : did;
const signed = await vc.issue({credential, suite, documentLoader});
process.stdout.write(JSON.stringify(signed));

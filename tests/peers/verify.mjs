// Verifies credentials by did:key with @digitalbazaar/vc, again for each line of input, and prints
// how many seconds of processor time all of them took: the benchmark times the wallet beside it.
// usage: node verify.mjs CONTEXTS.json CREDENTIALS.json   (CONTEXTS: url -> document)
import {readFileSync} from 'node:fs';
import {createInterface} from 'node:readline';
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';

const [contexts, credentials] = process.argv.slice(2, 4).map(
  file => JSON.parse(readFileSync(file, 'utf8')));

const keyDocument = url => {
  const [controller, key] = url.split('#');
  const id = `${controller}#${key ?? controller.slice('did:key:'.length)}`;
  const method = {
    '@context': 'https://w3id.org/security/multikey/v1',
    id,
    type: 'Multikey',
    controller,
    publicKeyMultibase: id.split('#')[1]
  };
  return key ? method : {
    '@context': 'https://www.w3.org/ns/did/v1',
    id: controller,
    verificationMethod: [method],
    assertionMethod: [id]
  };
};

const documentLoader = async url => {
  const document = url.startsWith('did:key:') ? keyDocument(url) : contexts[url];
  if(document === undefined) {
    throw new Error(`not at hand: ${url}`);
  }
  return {contextUrl: null, documentUrl: url, document};
};

for await (const _ of createInterface({input: process.stdin})) {
  const started = process.cpuUsage();
  for(const credential of credentials) {
    const suite = new DataIntegrityProof({cryptosuite});
    const {verified, error} = await vc.verifyCredential({credential, suite, documentLoader});
    if(!verified) {
      console.error(JSON.stringify(error, null, 2));
      process.exit(1);
    }
  }
  const {user, system} = process.cpuUsage(started);
  console.log((user + system) / 1e6);
}

// Derives from a base proof with @digitalbazaar/ecdsa-sd-2023-cryptosuite and prints what it shows.
// usage: node derive.mjs CONTEXTS.json < {credential, pointers}   (CONTEXTS: url -> document)
import {readFileSync} from 'node:fs';
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {createDiscloseCryptosuite} from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';

const contexts = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const {credential, pointers} = JSON.parse(readFileSync(0, 'utf8'));

const documentLoader = async url => {
  if(!(url in contexts)) {
    throw new Error(`not at hand: ${url}`);
  }
  return {contextUrl: null, documentUrl: url, document: contexts[url]};
};

const suite = new DataIntegrityProof({
  cryptosuite: createDiscloseCryptosuite({selectivePointers: pointers})
});
const shown = await vc.derive({verifiableCredential: credential, suite, documentLoader});
process.stdout.write(JSON.stringify(shown));

// The screens with Apollo Client: what each answers is known to the compiler.
import { ApolloClient, HttpLink, InMemoryCache } from "@apollo/client";
import {
  DetailQueryDocument,
  HomeQueryDocument,
  ImportStartMutationDocument,
  ListQueryDocument,
  ShareCreateMutationDocument,
  type ImportSource,
  type Verdict,
} from "./generated/graphql";
import { unmasked } from "./generated/fragment-masking";
import { Home_CredentialFragmentDoc, Import_JobFragmentDoc } from "./generated/graphql";

export const client = new ApolloClient({
  link: new HttpLink({ uri: "https://wallet.example/graphql" }),
  cache: new InMemoryCache({ possibleTypes: { UserError: ["InputError"] } }),
});

export async function newest(): Promise<string[]> {
  const now = new Date();
  const variables = { now: now.toISOString(), soon: now.toISOString() };
  const { data } = await client.query({ query: HomeQueryDocument, variables });
  const edges = data?.viewer?.recent.edges ?? [];
  return edges.map((edge) => unmasked(Home_CredentialFragmentDoc, edge.node).name);
}

export async function begin(source: ImportSource): Promise<string | undefined> {
  const { data } = await client.mutate({
    mutation: ImportStartMutationDocument,
    variables: { input: { source } },
  });
  const job = unmasked(Import_JobFragmentDoc, data?.importCredentials?.job);
  return job?.state;
}

export async function verdicts(): Promise<Map<Verdict, number>> {
  const { data } = await client.query({ query: ListQueryDocument, variables: { first: 20 } });
  const facets = data?.viewer?.credentialFacets.verdicts ?? [];
  return new Map(facets.map((each) => [each.verdict, each.count]));
}

export const refused = () =>
  client.mutate({
    mutation: ShareCreateMutationDocument,
    // @ts-expect-error: a link has a title
    variables: { input: { items: [] } },
  });

// @ts-expect-error: exactly one source
export const two = () => begin({ text: "{}", url: "https://badges.example/1" });

// @ts-expect-error: the id is needed
export const nobody = () => client.query({ query: DetailQueryDocument, variables: {} });

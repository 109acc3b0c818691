// The screens with urql.
import { Client, cacheExchange, fetchExchange } from "@urql/core";
import {
  List_CredentialFragmentDoc,
  ListQueryDocument,
  NotificationsQueryDocument,
  VerificationQueryDocument,
  Verification_ReportFragmentDoc,
} from "./generated/graphql";
import { unmasked } from "./generated/fragment-masking";

export const client = new Client({
  url: "https://wallet.example/graphql",
  preferGetMethod: false,
  exchanges: [cacheExchange, fetchExchange],
});

export async function found(search: string): Promise<Array<string | null | undefined>> {
  const answer = await client.query(ListQueryDocument, { first: 20, search }).toPromise();
  const edges = answer.data?.viewer?.credentials.edges ?? [];
  return edges.map((edge) => unmasked(List_CredentialFragmentDoc, edge.node).issuer?.name);
}

export async function why(id: string): Promise<string[]> {
  const answer = await client.query(VerificationQueryDocument, { id, first: 10 }).toPromise();
  const node = answer.data?.node;
  if (node?.__typename !== "Credential") return [];
  const report = unmasked(Verification_ReportFragmentDoc, node.verification);
  return report?.findings.map((each) => each.message) ?? [];
}

export async function unread(): Promise<number> {
  const answer = await client.query(NotificationsQueryDocument, { first: 1 }).toPromise();
  // @ts-expect-error: there is no such field
  void answer.data?.viewer?.notifications.readCount;
  return answer.data?.viewer?.notifications.unreadCount ?? 0;
}

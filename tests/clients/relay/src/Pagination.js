// What Relay does by itself: pages, edges appended and taken away, objects fetched again.
import { graphql } from "relay-runtime";

graphql`
  query PaginationQuery($search: String, $filter: CredentialFilter) {
    viewer {
      ...Pagination_viewer @arguments(search: $search, filter: $filter)
    }
  }
`;

graphql`
  fragment Pagination_viewer on Viewer
  @refetchable(queryName: "PaginationNextQuery")
  @argumentDefinitions(
    first: { type: "Int", defaultValue: 20 }
    after: { type: "String" }
    search: { type: "String" }
    filter: { type: "CredentialFilter" }
  ) {
    credentials(first: $first, after: $after, search: $search, filter: $filter)
      @connection(key: "Pagination_credentials", filters: ["search", "filter"]) {
      edges {
        node {
          id
          ...Pagination_credential
        }
      }
    }
  }
`;

graphql`
  fragment Pagination_credential on Credential @refetchable(queryName: "PaginationCredentialQuery") {
    name
    issuer {
      name
    }
  }
`;

graphql`
  mutation PaginationAppendMutation($input: CreateShareInput!, $connections: [ID!]!) {
    createShare(input: $input) {
      shareEdge @appendEdge(connections: $connections) {
        cursor
        node {
          id
          title
        }
      }
      userErrors {
        code
        message
      }
    }
  }
`;

graphql`
  mutation PaginationDeleteMutation($input: DeleteCredentialInput!, $connections: [ID!]!) {
    deleteCredential(input: $input) {
      deletedCredentialId @deleteEdge(connections: $connections)
      userErrors {
        code
        message
      }
    }
  }
`;

graphql`
  subscription PaginationProgressSubscription($id: ID!) {
    importJobUpdated(jobId: $id) {
      job {
        id
        state
        processedCount
      }
    }
  }
`;

// The page as Apollo Server and Yoga serve it: resolvers, and a DataLoader for each table.
// Whose page it is, is in a header: they sign nobody in.
import DataLoader from "dataloader";

export const typeDefs = `
  type Query { viewer: Viewer }
  type Viewer { credentials(first: Int!): CredentialConnection! }
  type CredentialConnection { nodes: [Credential!]! }
  type Credential {
    id: ID! name: String! format: String! addedAt: String! validFrom: String
    issuer: Issuer achievement: Achievement verification: VerificationReport
  }
  type Issuer { id: ID! name: String! url: String }
  type Achievement { id: ID! name: String! alignments: [Alignment!]! }
  type Alignment { targetName: String! targetUrl: String frameworkName: String }
  type VerificationReport {
    id: ID! verdict: String integrity: String standing: String trust: String recipient: String
    checkedAt: String!
  }
`;

const moment = (value) => value && value.toISOString().replace(".000Z", "Z");

export const resolvers = {
  Query: { viewer: () => ({}) },
  Viewer: {
    credentials: async (_, { first }, { pool, learner }) => ({
      nodes: (
        await pool.query({
          name: "credentials",
          text: `SELECT id, title, format, added_at, valid_from, issuer_id, achievement_id,
            latest_report_id FROM credential WHERE learner_id = $1 AND archived_at IS NULL
            ORDER BY added_at DESC, id DESC LIMIT $2`,
          values: [learner, first],
        })
      ).rows,
    }),
  },
  Credential: {
    name: (row) => row.title,
    addedAt: (row) => moment(row.added_at),
    validFrom: (row) => moment(row.valid_from),
    issuer: (row, _, { issuers }) => issuers.load(row.issuer_id),
    achievement: (row, _, { achievements }) => achievements.load(row.achievement_id),
    verification: (row, _, { reports }) =>
      row.latest_report_id && reports.load(row.latest_report_id),
  },
  Alignment: {
    targetName: (entry) => entry.target_name,
    targetUrl: (entry) => entry.target_url,
    frameworkName: (entry) => entry.framework,
  },
  VerificationReport: { checkedAt: (row) => moment(row.checked_at) },
};

export function contextOf(pool, learner) {
  const byId = (table, columns) =>
    new DataLoader(async (ids) => {
      const { rows } = await pool.query({
        name: table,
        text: `SELECT ${columns} FROM ${table} WHERE learner_id = $1 AND id = ANY($2)`,
        values: [learner, ids],
      });
      const found = new Map(rows.map((row) => [row.id, row]));
      return ids.map((id) => found.get(id) ?? null);
    });
  return {
    pool,
    learner,
    issuers: byId("issuer", "id, name, url"),
    achievements: byId("achievement", "id, name, alignments"),
    reports: byId("report", "id, verdict, integrity, standing, trust, recipient, checked_at"),
  };
}

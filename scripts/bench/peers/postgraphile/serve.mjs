// node serve.mjs PORT DATABASE_URL: serve the tables on loopback until stopped.
import { createServer } from "node:http";
import pg from "pg";
import { postgraphile } from "postgraphile";

const [, , port, url] = process.argv;
const pool = new pg.Pool({ connectionString: url, max: 10 });

// it reads from a table's comment which column leads where without a foreign key
const NEWEST = "@foreignKey (latest_report_id) references report (id)|@fieldName latestReport";
await pool.query(`COMMENT ON TABLE credential IS '${NEWEST}'`);

createServer(postgraphile(pool, "public", { disableQueryLog: true, dynamicJson: true })).listen(
  Number(port),
  "127.0.0.1",
);

// What of a schema's changes would break a client: prints each as a line. Old schema, new schema.
import { readFileSync } from "node:fs";
import { diff } from "@graphql-inspector/core";
import { buildSchema } from "graphql";

const [before, after] = process.argv.slice(2).map((path) => buildSchema(readFileSync(path, "utf8")));
for (const change of await diff(before, after)) {
  if (change.criticality.level === "BREAKING") console.log(change.message);
}

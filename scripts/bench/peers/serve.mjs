// node serve.mjs apollo|yoga PORT DATABASE_URL: serve on loopback until stopped.
import { createServer } from "node:http";
import pg from "pg";
import { contextOf, resolvers, typeDefs } from "./page.mjs";

const [, , kind, port, url] = process.argv;
const pool = new pg.Pool({ connectionString: url, max: 10 });
const listen = (handler) => createServer(handler).listen(Number(port), "127.0.0.1");

const SERVERS = {
  async apollo() {
    const { ApolloServer } = await import("@apollo/server");
    const { startStandaloneServer } = await import("@apollo/server/standalone");
    const server = new ApolloServer({ typeDefs, resolvers });
    await startStandaloneServer(server, {
      listen: { port: Number(port), host: "127.0.0.1" },
      context: async ({ req }) => contextOf(pool, req.headers["x-learner"]),
    });
  },
  async yoga() {
    const { createSchema, createYoga } = await import("graphql-yoga");
    const schema = createSchema({ typeDefs, resolvers });
    listen(
      createYoga({
        schema,
        logging: false,
        graphiql: false,
        context: ({ req }) => contextOf(pool, req.headers["x-learner"]),
      }),
    );
  },
};

await SERVERS[kind]();

// The rules of graphql-eslint over the schema, Relay's among them, and over the screens.
import plugin from "@graphql-eslint/eslint-plugin";

const graphql = {
  files: ["**/*.graphql"],
  plugins: { "@graphql-eslint": plugin },
  languageOptions: {
    parser: plugin.parser,
    parserOptions: {
      graphQLConfig: { schema: "schema.graphql", documents: "screens/*.graphql" },
    },
  },
  linterOptions: { reportUnusedDisableDirectives: "error" },
};

const schema = {
  ...plugin.configs["flat/schema-recommended"].rules,
  ...plugin.configs["flat/schema-relay"].rules,
  "@graphql-eslint/require-nullable-result-in-root": "error",
  "@graphql-eslint/require-description": [
    "error",
    {
      types: true,
      DirectiveDefinition: false,
      FieldDefinition: true,
      InputValueDefinition: true,
      EnumValueDefinition: true,
    },
  ],
  // connections have `nodes` too, for those who need no cursors
  "@graphql-eslint/relay-edge-types": [
    "error",
    { withEdgeSuffix: true, shouldImplementNode: true, listTypeCanWrapOnlyEdgeType: false },
  ],
  // what is part of another object, and never asked for by itself, has no id
  "@graphql-eslint/strict-id-in-types": [
    "error",
    {
      exceptions: {
        suffixes: ["Connection", "Edge", "Payload", "Facet", "Facets", "Transition"],
        types: [
          "Alignment",
          "Association",
          "BakedBadge",
          "Evidence",
          "ExportPart",
          "Finding",
          "Image",
          "ImportChoice",
          "ImportProblem",
          "InputError",
          "NestedIssuer",
          "NestedReport",
          "NotificationPreference",
          "OtherIdentifier",
          "PageInfo",
          "PublicVerification",
          "PubliclyVerifiedSource",
          "RecipientMatch",
          "RecordedAchievement",
          "Result",
          "ResultScale",
          "SelectableField",
          "ServerInfo",
          "SessionTokens",
          "ShareItem",
          "ShareRepresentation",
          "ShareWarning",
          "SourceDocument",
          "TimelineRemark",
        ],
      },
    },
  ],
};

export default [
  { ...graphql, files: ["schema.graphql"], rules: schema },
  {
    ...graphql,
    files: ["screens/*.graphql"],
    rules: {
      ...plugin.configs["flat/operations-recommended"].rules,
      // Relay wants operations to end in what they are, and fragments to begin with their module
      "@graphql-eslint/naming-convention": "off",
      "@graphql-eslint/selection-set-depth": ["error", { maxDepth: 10 }],
    },
  },
];

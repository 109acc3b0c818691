// Types of the screens for TypeScript; every scalar has to be said.
export default {
  schema: "schema.graphql",
  documents: "screens/*.graphql",
  ignoreNoDocuments: false,
  generates: {
    "src/generated/": {
      preset: "client",
      presetConfig: {
        fragmentMasking: { unmaskFunctionName: "unmasked" },
        persistedDocuments: { hashAlgorithm: "sha256" },
      },
      config: {
        strictScalars: true,
        enumsAsTypes: true,
        useTypeImports: true,
        scalars: {
          DateTime: "string",
          EmailAddress: "string",
          HTML: "string",
          JSON: "unknown",
          LanguageTag: "string",
          URI: "string",
          URL: "string",
          Upload: "File",
        },
      },
    },
  },
};

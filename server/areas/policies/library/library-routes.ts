import * as contract from "@wutong/contracts";
import { fail, formatDay, ok, problem } from "@wutong/kernel";
import { withoutCases } from "@wutong/policy";
import { implement, type Route } from "../../access/index.ts";
import { type Library, type LibraryDesk, policyLibrary } from "./policy-library.ts";
import { presentLibraryPolicy, presentLibraryRow, presentRegion } from "./present-library.ts";

/** What anyone may read of the policies in force, without signing in. Nothing of people is asked or answered. */
export function libraryRoutes(desk: LibraryDesk): readonly Route[] {
  const open = policyLibrary(desk);
  return [
    implement(contract.searchLibrary, async ({ query: { q } }) => {
      const library = await open();
      const { today, regions } = library;
      const rows = q ? foundRows(library, q) : allRows(library);
      return ok({ today: formatDay(today), regions: regions.map((each) => presentRegion(each, library)), rows });
    }),
    implement(contract.getLibraryPolicy, async ({ params }) => {
      const library = await open();
      const found = library.policies.find(({ policy }) => policy.envelope.id === params.policyId);
      return found ? ok(presentLibraryPolicy(found, library)) : fail(problem("http.notFound"));
    }),
    implement(contract.listRegionPolicies, async ({ params }) => {
      const library = await open();
      const region = library.regions.find(({ regionId }) => regionId === params.regionId);
      if (!region) return fail(problem("http.notFound"));
      const rows = library.policies.filter(({ regionId }) => regionId === region.regionId);
      return ok({
        region: presentRegion(region, library),
        rows: rows.map((each) => presentLibraryPolicy(each, library)),
      });
    }),
    implement(contract.getRegionRules, async ({ params }) => {
      const library = await open();
      const region = library.regions.find(({ regionId }) => regionId === params.regionId);
      if (!region) return fail(problem("http.notFound"));
      const policies = library.policies
        .filter(({ regionId }) => regionId === region.regionId)
        .map(({ policy, files }) => ({ policyId: policy.envelope.id, files: files.map(withoutCases) }));
      return ok({ region: presentRegion(region, library), today: formatDay(library.today), policies });
    }),
  ];
}

type FoundRow = contract.ReplyOf<typeof contract.searchLibrary>["rows"][number];

function allRows(library: Library): FoundRow[] {
  return library.policies.map((each) => ({
    ...presentLibraryRow(each, library),
    titleMarks: { zh: [], en: [] },
    passage: null,
  }));
}

function foundRows(library: Library, typed: string): FoundRow[] {
  return library.index.search(typed).flatMap(({ policy, titleMarks, passage }) => {
    const found = library.policies.find((each) => each.policy === policy);
    const marks = (all: readonly (readonly [number, number])[]) =>
      all.map(([from, to]): [number, number] => [from, to]);
    return found
      ? [
          {
            ...presentLibraryRow(found, library),
            titleMarks: { zh: marks(titleMarks.zh), en: marks(titleMarks.en) },
            passage: passage && { ...passage, marks: marks(passage.marks) },
          },
        ]
      : [];
  });
}

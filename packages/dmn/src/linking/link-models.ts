import { fail, ok, type Result } from "@wutong/kernel";
import { type DmnFault, dmnFault } from "../faults/dmn-fault.ts";
import type { DmnModel, DrgElement, ItemDefinition, Requirement } from "../model/model.ts";
import type { Place } from "../xml/xml-tree.ts";
import { findCycle } from "./find-cycle.ts";
import { type LinkedImport, type LinkedModel, reachableModels, resolveReference } from "./linked-model.ts";

/** The models linked, and what is wrong in single places: an element that refers to nothing works without it. */
export type Linked = { readonly main: LinkedModel; readonly faults: readonly DmnFault[] };

/**
 * Finds what every import and reference means. Faults: an import that wasn't given, a reference that leads nowhere or to
 * the wrong kind of element, an id or a name twice. Errors: two models of one namespace, a circle of imports,
 * requirements or types. Each with the place of what is wrong.
 */
export function linkModels(main: DmnModel, others: readonly DmnModel[]): Result<Linked, readonly DmnFault[]> {
  const faults: DmnFault[] = [];
  const byNamespace = Map.groupBy([main, ...others], ({ namespace }) => namespace);
  const importCycle = findCycle([main], (model) => importedBy(model, byNamespace));
  if (importCycle) {
    return fail([dmnFault("dmn.importCycle", { path: pathOf(importCycle) }, importCycle[0]?.imports[0]?.at)]);
  }
  const linked = linkOne(main, { byNamespace, done: new Map(), faults });
  const models = reachableModels(linked);
  for (const model of models) checkReferences(model, faults);
  const wrong = [
    ...findDuplicates(models, byNamespace),
    ...models.flatMap(findTypeCycle),
    ...findRequirementCycle(models),
  ];
  return wrong.length > 0 ? fail([...faults, ...wrong]) : ok({ main: linked, faults });
}

/** Two models of one namespace do no harm where nobody imports them. */
function findDuplicates(models: readonly LinkedModel[], byNamespace: Linking["byNamespace"]): readonly DmnFault[] {
  return models.flatMap(({ model: { namespace } }) => {
    const [, second] = byNamespace.get(namespace) ?? [];
    return second && models.length > 1 ? [dmnFault("dmn.duplicateNamespace", { namespace }, second.at)] : [];
  });
}

type Linking = {
  readonly byNamespace: ReadonlyMap<string, readonly DmnModel[]>;
  readonly done: Map<DmnModel, LinkedModel>;
  readonly faults: DmnFault[];
};

function importedBy(model: DmnModel, byNamespace: Linking["byNamespace"]): readonly DmnModel[] {
  return model.imports.flatMap(({ namespace }) => byNamespace.get(namespace)?.slice(0, 1) ?? []);
}

/** Imports form no circle, so this ends; their chain is as deep as there are files. */
function linkOne(model: DmnModel, linking: Linking): LinkedModel {
  const known = linking.done.get(model);
  if (known) return known;
  const imports = model.imports.flatMap((declared): readonly LinkedImport[] => {
    if (!isDmnImport(declared.importType)) return [];
    const [imported] = linking.byNamespace.get(declared.namespace) ?? [];
    if (imported) return [{ name: declared.name, declared, linked: linkOne(imported, linking) }];
    const { name, namespace, at } = declared;
    linking.faults.push(dmnFault("dmn.importNotFound", { name, namespace }, at));
    return [];
  });
  const linked: LinkedModel = {
    model,
    imports,
    byId: indexBy(model.elements, ({ id }) => id, "dmn.duplicateId", linking.faults),
    types: indexBy(model.itemDefinitions, ({ name }) => name, "dmn.duplicateName", linking.faults),
  };
  indexBy(model.elements, ({ name }) => name, "dmn.duplicateName", linking.faults);
  linking.done.set(model, linked);
  return linked;
}

/** Other types (XML Schema, PMML, Java) may be imported; they bring no elements. The version needn't be the importer's. */
function isDmnImport(importType: string): boolean {
  return importType === "" || importType.includes("/spec/DMN");
}

function indexBy<Item extends { readonly at?: Place }>(
  items: readonly Item[],
  keyOf: (item: Item) => string | undefined,
  code: "dmn.duplicateId" | "dmn.duplicateName",
  faults: DmnFault[],
): ReadonlyMap<string, Item> {
  const index = new Map<string, Item>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    if (index.has(key)) faults.push(dmnFault(code, code === "dmn.duplicateId" ? { id: key } : { name: key }, item.at));
    index.set(key, item);
  }
  return index;
}

const EXPECTED = {
  requiredDecision: ["decision"],
  requiredInput: ["inputData"],
  requiredKnowledge: ["businessKnowledgeModel", "decisionService"],
  requiredAuthority: ["knowledgeSource", "decision", "inputData", "businessKnowledgeModel"],
} as const satisfies Record<Requirement["required"], readonly DrgElement["kind"][]>;

type Pointer = {
  readonly required: string;
  readonly expected: readonly string[];
  readonly href: string;
  readonly at?: Place;
};

function checkReferences(linked: LinkedModel, faults: DmnFault[]): void {
  for (const element of linked.model.elements) {
    for (const { required, expected, href, at } of pointersOf(element)) {
      const found = resolveReference(linked, href)?.element;
      if (!found) faults.push(dmnFault("dmn.unknownReference", { element: element.name, href }, at ?? element.at));
      else if (!expected.includes(found.kind)) {
        const params = { element: element.name, required, name: found.name, found: found.kind };
        faults.push(dmnFault("dmn.wrongReference", params, at ?? element.at));
      }
    }
  }
}

function pointersOf(element: DrgElement): readonly Pointer[] {
  if (element.kind === "inputData") return [];
  if (element.kind === "decisionService") {
    const { outputDecisions, encapsulatedDecisions, inputDecisions, inputData } = element;
    return [
      ...[...outputDecisions, ...encapsulatedDecisions, ...inputDecisions].map((one) => ({
        required: "decision",
        expected: ["decision"],
        ...one,
      })),
      ...inputData.map((one) => ({ required: "inputData", expected: ["inputData"], ...one })),
    ];
  }
  // What merely has authority decides nothing: where it leads is the author's business.
  return element.requirements
    .filter(({ requirement }) => requirement !== "authority")
    .map(({ required, reference }) => ({ required, expected: EXPECTED[required], ...reference }));
}

/** Information and knowledge alike: a decision or a business knowledge model never requires itself (DMN 1.5 §6.3). */
function findRequirementCycle(models: readonly LinkedModel[]): readonly DmnFault[] {
  const owners = new Map<DrgElement, LinkedModel>();
  for (const owner of models) for (const element of owner.model.elements) owners.set(element, owner);
  const cycle = findCycle([...owners.keys()], (element) => {
    const owner = owners.get(element);
    if (!owner) return [];
    return pointersOf(element).flatMap(({ href }) => resolveReference(owner, href)?.element ?? []);
  });
  return cycle ? [dmnFault("dmn.requirementCycle", { path: pathOf(cycle) }, cycle[0]?.at)] : [];
}

/** A type made of itself has no end; only types of the same file can do that, as imports form no circle. */
function findTypeCycle({ types }: LinkedModel): readonly DmnFault[] {
  const cycle = findCycle([...types.values()], (type) => typeNamesIn(type).flatMap((name) => types.get(name) ?? []));
  return cycle ? [dmnFault("dmn.typeCycle", { path: pathOf(cycle) }, cycle[0]?.at)] : [];
}

function typeNamesIn({ typeRef, components, functionItem }: ItemDefinition): readonly string[] {
  const inFunction = functionItem
    ? [functionItem.outputTypeRef, ...functionItem.parameters.map((one) => one.typeRef)]
    : [];
  return [typeRef, ...inFunction].flatMap((name) => name ?? []).concat(components.flatMap(typeNamesIn));
}

function pathOf(cycle: readonly { readonly name: string }[]): string {
  return [...cycle, ...cycle.slice(0, 1)].map(({ name }) => name).join(" → ");
}

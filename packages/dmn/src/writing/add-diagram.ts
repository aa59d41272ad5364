import type { DmnElement, Kept } from "../model/element.ts";
import type { DmnModel, DmnVersion, DrgElement, Requirement } from "../model/model.ts";
import { XMLNS } from "../reading/namespaces.ts";
import type { XmlElement } from "../xml/xml-tree.ts";

/** DMN 1.1 has no diagrams in its files. */
const DIAGRAM_NAMESPACES: Readonly<Partial<Record<DmnVersion, string>>> = {
  "1.2": "http://www.omg.org/spec/DMN/20180521/DMNDI/",
  "1.3": "https://www.omg.org/spec/DMN/20191111/DMNDI/",
  "1.4": "https://www.omg.org/spec/DMN/20211108/DMNDI/",
  "1.5": "https://www.omg.org/spec/DMN/20230324/DMNDI/",
};

const DI = "http://www.omg.org/spec/DMN/20180521/DI/";
const DC = "http://www.omg.org/spec/DMN/20180521/DC/";

type Size = { readonly width: number; readonly height: number };
type Box = Size & { readonly x: number; readonly y: number };

/** A decision service would be a frame around its decisions, which no rows make room for: it isn't drawn. */
const SIZES: Readonly<Partial<Record<DrgElement["kind"], Size>>> = {
  decision: { width: 180, height: 80 },
  inputData: { width: 125, height: 45 },
  businessKnowledgeModel: { width: 135, height: 46 },
  knowledgeSource: { width: 100, height: 63 },
};

const COLUMN = 220;
const ROW = 140;
const MARGIN = 40;

/**
 * A model made by a program has no diagram, and an editor would show an empty page: this draws one, what is required
 * below what requires it. A model that has a diagram, or a form that can't hold one (version 1.1), stays as it is.
 */
export function addDiagram(model: DmnModel): DmnModel {
  const uri = DIAGRAM_NAMESPACES[model.version];
  if (uri === undefined || model.kept?.elements.some(({ local }) => local === "DMNDI")) return model;
  const elements = model.elements.map(nameRequirements);
  const boxes = placeElements(elements);
  const shapes = elements.flatMap((element) => drawShape(element, boxes, uri));
  const edges = elements.flatMap((element) => drawEdges(element, boxes, uri));
  const diagram = make("dmndi:DMNDiagram", uri, { id: "diagram_1" }, [...shapes, ...edges]);
  const declared = Object.entries({ dmndi: uri, di: DI, dc: DC }).map(([prefix, value]) => {
    return { name: `xmlns:${prefix}`, uri: XMLNS, value };
  });
  const interchange: XmlElement = { ...make("dmndi:DMNDI", uri, {}, [diagram]), attributes: declared };
  const kept: Kept = {
    attributes: model.kept?.attributes ?? [],
    elements: [...(model.kept?.elements ?? []), interchange],
  };
  return { ...model, elements, kept };
}

/** Edges are drawn for requirements by their ids: those without one get one. */
function nameRequirements(element: DrgElement): DrgElement {
  if (!("requirements" in element) || element.id === undefined) return element;
  const requirements = element.requirements.map((requirement, index): Requirement => {
    return requirement.id === undefined ? { ...requirement, id: `${element.id}_requires_${index + 1}` } : requirement;
  });
  return { ...element, requirements };
}

function requiredIds(element: DrgElement): readonly string[] {
  if (!("requirements" in element)) return [];
  return element.requirements.flatMap(({ reference: { href } }) => (href.startsWith("#") ? [href.slice(1)] : []));
}

/** Rows by how long the longest chain of requirements below an element is; the longest stands at the top. */
function placeElements(elements: readonly DrgElement[]): ReadonlyMap<string, Box> {
  const levels = levelsOf(elements);
  const top = Math.max(0, ...levels.values());
  const taken = new Map<number, number>();
  const boxes = new Map<string, Box>();
  for (const { id, kind } of elements) {
    const size = SIZES[kind];
    if (id === undefined || !size) continue;
    const level = levels.get(id) ?? 0;
    const column = taken.get(level) ?? 0;
    taken.set(level, column + 1);
    boxes.set(id, { x: MARGIN + column * COLUMN, y: MARGIN + (top - level) * ROW, ...size });
  }
  return boxes;
}

/** Raises who requires above what is required until nothing moves; as many rounds as there are elements would be a circle. */
function levelsOf(elements: readonly DrgElement[]): ReadonlyMap<string, number> {
  const levels = new Map<string, number>(elements.flatMap(({ id }) => (id === undefined ? [] : [[id, 0] as const])));
  for (let round = 0, moved = true; moved && round < elements.length; round += 1) {
    moved = false;
    for (const element of elements) {
      if (element.id === undefined) continue;
      const below = requiredIds(element).map((id) => (levels.get(id) ?? -1) + 1);
      const level = Math.max(levels.get(element.id) ?? 0, ...below);
      moved ||= level !== levels.get(element.id);
      levels.set(element.id, level);
    }
  }
  return levels;
}

function drawShape({ id }: DmnElement, boxes: ReadonlyMap<string, Box>, uri: string): readonly XmlElement[] {
  const box = id === undefined ? undefined : boxes.get(id);
  if (id === undefined || !box) return [];
  const bounds = make("dc:Bounds", DC, { x: box.x, y: box.y, width: box.width, height: box.height });
  return [make("dmndi:DMNShape", uri, { id: `shape_${id}`, dmnElementRef: id }, [bounds])];
}

/** From the top of what is required to the bottom of what requires it. */
function drawEdges(element: DrgElement, boxes: ReadonlyMap<string, Box>, uri: string): readonly XmlElement[] {
  if (!("requirements" in element)) return [];
  return element.requirements.flatMap(({ id, reference: { href } }) => {
    const from = boxes.get(href.slice(1));
    const to = boxes.get(element.id ?? "");
    if (!from || !to || id === undefined) return [];
    const points = [
      make("di:waypoint", DI, { x: from.x + from.width / 2, y: from.y }),
      make("di:waypoint", DI, { x: to.x + to.width / 2, y: to.y + to.height }),
    ];
    return [make("dmndi:DMNEdge", uri, { id: `edge_${id}`, dmnElementRef: id }, points)];
  });
}

function make(
  name: string,
  uri: string,
  attributes: Readonly<Record<string, string | number>>,
  children: readonly XmlElement[] = [],
): XmlElement {
  return {
    kind: "element",
    name,
    local: name.slice(name.indexOf(":") + 1),
    uri,
    attributes: Object.entries(attributes).map(([key, value]) => ({ name: key, uri: "", value: String(value) })),
    children,
  };
}

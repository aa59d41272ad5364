import type { ConditionNode } from "@wutong/contracts";
import { type CompiledPolicy, evidenceText } from "@wutong/policy";

type Tree = CompiledPolicy["tree"];
type Texts = { readonly zh: string; readonly en: string };

const GROUP_TEXTS = {
  all: { zh: "以下各项全部满足", en: "all of the following" },
  any: { zh: "以下任一项满足", en: "any of the following" },
} as const;

/** The conditions' tree, flat and in reading order; a leaf's `nodeId` is its condition's id. */
export function conditionNodes(policy: CompiledPolicy): ConditionNode[] {
  const nodes: ConditionNode[] = [];
  add(policy, policy.tree, null, nodes);
  return nodes;
}

function add(policy: CompiledPolicy, tree: Tree, parent: string | null, nodes: ConditionNode[]): void {
  if (tree.kind === "leaf") {
    const leaf = policy.conditions[tree.index];
    if (leaf) nodes.push(leafNode(leaf, parent));
    return;
  }
  const nodeId = `group${nodes.length}`;
  nodes.push({
    ...{ nodeId, parent, kind: tree.kind, feel: null, clause: null, provedBy: null, remediable: false },
    atLeast: tree.kind === "atLeast" ? tree.count : null,
    text: tree.kind === "atLeast" ? atLeastText(tree.count) : GROUP_TEXTS[tree.kind],
  });
  for (const branch of tree.of) add(policy, branch, nodeId, nodes);
}

function leafNode(leaf: CompiledPolicy["conditions"][number], parent: string | null): ConditionNode {
  return {
    nodeId: leaf.id,
    parent,
    kind: "condition",
    atLeast: null,
    text: leaf.text,
    feel: leaf.feel,
    clause: leaf.clause,
    provedBy: proofText(leaf.evidence),
    remediable: leaf.remediable !== undefined,
  };
}

export function proofText(evidence: CompiledPolicy["conditions"][number]["evidence"]): Texts {
  return { zh: evidenceText(evidence, "zh"), en: evidenceText(evidence, "en") };
}

function atLeastText(count: number): Texts {
  return { zh: `以下至少 ${count} 项满足`, en: `at least ${count} of the following` };
}

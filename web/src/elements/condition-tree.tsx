import type { ConditionNode, Why } from "@wutong/contracts";
import { and, atLeast, or, type Truth } from "@wutong/kernel";
import { useTranslation } from "react-i18next";
import { useLocal } from "./local.ts";
import { SourceText } from "./source-text.tsx";

type Node = ConditionNode | Why["conditions"][number];

type TreeProps = {
  readonly nodes: readonly Node[];
  readonly plain?: boolean;
  readonly onWrong?: (nodeId: string) => void;
};

/** A policy's conditions as nested lists; decided ones bear a sign and a word for met, not met or unknown. */
export function ConditionTree(props: TreeProps) {
  const roots = props.nodes.filter((node) => node.parent === null);
  return (
    <ul className="conditions">
      {roots.map((node) => (
        <Condition key={node.nodeId} node={node} {...props} />
      ))}
    </ul>
  );
}

function Condition({ node, ...props }: TreeProps & { readonly node: Node }) {
  const children = props.nodes.filter((other) => other.parent === node.nodeId);
  if (node.kind === "condition") return <Leaf node={node} {...props} />;
  return (
    <li className="condition">
      <GroupLine node={node} truth={truthOf(node, props.nodes)} />
      <ul className="conditions">
        {children.map((child) => (
          <Condition key={child.nodeId} node={child} {...props} />
        ))}
      </ul>
    </li>
  );
}

/** A group's own truth by Kleene's logic over its children; undefined in a policy that nobody is decided against. */
function truthOf(node: Node, nodes: readonly Node[]): Truth | undefined {
  if (node.kind === "condition") return "truth" in node ? node.truth : undefined;
  const children = nodes.filter((other) => other.parent === node.nodeId).map((child) => truthOf(child, nodes));
  const known = children.filter((truth) => truth !== undefined);
  if (known.length < children.length || known.length === 0) return undefined;
  if (node.kind === "all") return and(...known);
  return node.kind === "any" ? or(...known) : atLeast(node.atLeast ?? 1, known);
}

function GroupLine({ node, truth }: { readonly node: Node; readonly truth: Truth | undefined }) {
  const { t } = useTranslation();
  const local = useLocal();
  const rule =
    node.kind === "all"
      ? t("why.all")
      : node.kind === "any"
        ? t("why.any")
        : t("why.atLeast", { count: node.atLeast ?? 1 });
  const text = local(node.text);
  return (
    <div className="condition-line">
      {truth !== undefined && <Sign truth={truth} />}
      <span className="condition-group">{text || rule}</span>
    </div>
  );
}

function Leaf({ node, plain = false, onWrong }: TreeProps & { readonly node: Node }) {
  const local = useLocal();
  const { t } = useTranslation();
  return (
    <li className="condition">
      <div className="condition-line">
        {"truth" in node ? (
          <Sign truth={node.truth} />
        ) : (
          <span className="condition-sign condition-plain" aria-hidden="true">
            ·
          </span>
        )}
        <span style={{ flex: 1 }}>{local(node.text)}</span>
        {onWrong && (
          <button type="button" className="link-cell" onClick={() => onWrong(node.nodeId)}>
            {t("talent.wrong")}
          </button>
        )}
      </div>
      {"evidence" in node && <Evidence node={node} plain={plain} />}
      <div className="condition-note">
        {[
          node.clause && local(node.clause),
          node.provedBy && !("evidence" in node) ? t("why.provedBy", { what: local(node.provedBy) }) : null,
        ]
          .filter(Boolean)
          .join(" · ")}
      </div>
      {!plain && node.feel && (
        <div className="condition-note">
          <code className="feel">{node.feel}</code>
        </div>
      )}
    </li>
  );
}

function Evidence({ node, plain }: { readonly node: Why["conditions"][number]; readonly plain: boolean }) {
  const local = useLocal();
  const { t } = useTranslation();
  return (
    <>
      {node.evidence.map((item) => (
        <div
          className="condition-note"
          key={`${item.source?.batchId}-${item.source?.row}-${item.text.zh}`}
          style={{ color: "var(--ink)" }}
        >
          {local(item.text)}{" "}
          {item.source ? (
            <SourceText source={item.source} day={item.asOf} toBatch={!plain} />
          ) : (
            <span className="soft">{t("why.evidenceAsOf", { day: item.asOf })}</span>
          )}
        </div>
      ))}
      {node.wouldSettle && (
        <div className="condition-note">{t("why.wouldSettle", { what: local(node.wouldSettle) })}</div>
      )}
    </>
  );
}

function Sign({ truth }: { readonly truth: boolean | null }) {
  const { t } = useTranslation();
  const [look, sign, word] =
    truth === null
      ? (["unknown", "?", t("why.unknown")] as const)
      : truth
        ? (["met", "✓", t("why.met")] as const)
        : (["unmet", "✕", t("why.unmet")] as const);
  return (
    <span className={`condition-sign condition-${look}`} title={word} role="img" aria-label={word}>
      {sign}
    </span>
  );
}

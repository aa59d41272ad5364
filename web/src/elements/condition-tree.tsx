import type { ConditionNode, Why } from "@wutong/contracts";
import { useTranslation } from "react-i18next";
import { useLocal } from "./local.ts";

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
      <GroupLine node={node} />
      <ul className="conditions">
        {children.map((child) => (
          <Condition key={child.nodeId} node={child} {...props} />
        ))}
      </ul>
    </li>
  );
}

function GroupLine({ node }: { readonly node: Node }) {
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
      {"truth" in node && <Sign truth={node.truth} />}
      <span className="condition-group">
        {text ? `${text} · ` : ""}
        {rule}
      </span>
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
      {"evidence" in node && <Evidence node={node} />}
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

function Evidence({ node }: { readonly node: Why["conditions"][number] }) {
  const local = useLocal();
  const { t } = useTranslation();
  return (
    <>
      {node.evidence.map((item) => (
        <div className="condition-note" key={`${item.asOf}${item.text.zh}`} style={{ color: "var(--ink)" }}>
          {local(item.text)}
          <span className="soft">
            {" "}
            {item.source?.fileName
              ? t("why.evidenceFrom", { file: item.source.fileName, row: item.source.row ?? "—", day: item.asOf })
              : t("why.evidenceAsOf", { day: item.asOf })}
          </span>
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

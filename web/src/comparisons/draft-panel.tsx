import { listPolicyNumbers } from "@wutong/contracts";
import { Tabs } from "antd";
import { useTranslation } from "react-i18next";
import { Empty } from "../elements/empty.tsx";
import { useFilters } from "../elements/filters.ts";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { LinesSkeleton } from "../elements/skeletons.tsx";
import { useRead } from "../server/queries.ts";
import type { Draft, Fault } from "./draft.ts";
import { DraftText } from "./draft-text.tsx";
import { FaultList } from "./fault-list.tsx";
import { NumberChoice } from "./number-choice.tsx";

type DraftPanelProps = {
  readonly policyId: string;
  readonly version: number;
  /** The number that the comparison shown has changed. */
  readonly number: { readonly numberId: string; readonly to: string } | null;
  /** The comparison that the address names is still on its way. */
  readonly waiting: boolean;
  readonly faults: readonly Fault[];
  readonly busy: boolean;
  readonly error: unknown;
  readonly onRun: (draft: Draft) => void;
};

/** What the draft says otherwise: one number, or a whole text. */
export function DraftPanel({ policyId, version, number, waiting, faults, busy, error, onRun }: DraftPanelProps) {
  const { t } = useTranslation();
  const [{ by }, setFilters] = useFilters("by");
  const numbers = useRead(listPolicyNumbers, { params: { policyId }, query: { version } });
  const rows = numbers.data?.rows ?? [];
  return (
    <section className="sheet sheet-pad compare-draft" aria-label={t("compare.draft")}>
      <Tabs
        activeKey={by === "text" ? "text" : "number"}
        onChange={(key) => setFilters({ by: key === "text" ? key : undefined })}
        items={[
          {
            key: "number",
            label: t("compare.byNumber"),
            children:
              numbers.isPending || waiting ? (
                <LinesSkeleton rows={4} />
              ) : rows.length === 0 ? (
                <Empty title={t("compare.noNumbers")} todo={t("compare.noNumbersTodo")} />
              ) : (
                <NumberChoice rows={rows} chosen={number} onRun={onRun} />
              ),
          },
          {
            key: "text",
            label: t("compare.byText"),
            children: <DraftText {...{ faults, busy, onRun }} policyId={policyId} />,
          },
        ]}
      />
      <p className="soft compare-status" role="status">
        {busy && t("compare.running")}
      </p>
      {by !== "text" && <FaultList faults={faults} />}
      <ProblemNotice error={numbers.error ?? error} />
    </section>
  );
}

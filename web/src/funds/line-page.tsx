import { changeBudget, getClock, listBudgetLines, makeBatch, type ReplyOf } from "@wutong/contracts";
import { parseYuan } from "@wutong/kernel";
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { useLocal } from "../elements/local.ts";
import { PageHead } from "../elements/page-head.tsx";
import { ProblemLine, ProblemNotice } from "../elements/problem-notice.tsx";
import { PageSkeleton } from "../elements/skeletons.tsx";
import { useCommand } from "../server/commands.ts";
import { useRead } from "../server/queries.ts";
import { useMay } from "../server/session.tsx";
import { BudgetLineCard } from "./budget-line-card.tsx";
import { Postings } from "./postings.tsx";

type Line = ReplyOf<typeof listBudgetLines>["rows"][number];

/** One budget line: its bar, paying what is due, changing its budget, its postings. */
export function LinePage() {
  const { t } = useTranslation();
  const local = useLocal();
  const may = useMay();
  const lineId = Number(useParams().lineId);
  const [asking, setAsking] = useState<"batch" | "budget" | null>(null);
  const lines = useRead(listBudgetLines, { query: {} });
  const line = lines.data?.rows.find((row) => row.lineId === lineId);
  if (lines.error) return <ProblemNotice error={lines.error} onRetry={() => void lines.refetch()} />;
  if (lines.isPending) return <PageSkeleton />;
  if (!line) return <ProblemNotice problem={{ code: "http.notFound", params: {} }} />;
  return (
    <>
      <PageHead
        title={local(line.title)}
        note={t("funds.lineNote", { year: line.year, office: line.office.name })}
        actions={
          may("finance") && (
            <>
              <Button onClick={() => setAsking("budget")}>{t("funds.changeBudget")}</Button>
              <Button type="primary" onClick={() => setAsking("batch")}>
                {t("funds.makeBatch")}
              </Button>
            </>
          )
        }
      />
      {asking === "batch" && <BatchForm line={line} onDone={() => setAsking(null)} />}
      {asking === "budget" && <BudgetForm line={line} onDone={() => setAsking(null)} />}
      <BudgetLineCard line={line} />
      <Postings lineId={lineId} />
    </>
  );
}

function BatchForm({ line, onDone }: { readonly line: Line; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const go = useNavigate();
  const clock = useRead(getClock, {});
  const [chosen, setChosen] = useState<string | null>(null);
  const make = useCommand(makeBatch);
  const dueBy = chosen ?? clock.data?.today ?? "";
  return (
    <form
      className="inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate({ body: { lineId: line.lineId, dueBy } });
      }}
      onKeyDown={(event) => event.key === "Escape" && onDone()}
    >
      <div className="inline-form-title">{t("funds.makeBatch")}</div>
      <ProblemNotice error={make.error} />
      {make.data ? (
        <div role="status">
          <p>{t("funds.made", { number: make.data.batch.number, count: make.data.batch.payments })}</p>
          {make.data.held.length > 0 && (
            <p className="needs-hand">{t("funds.heldBack", { count: make.data.held.length })}</p>
          )}
          {make.data.held.map((held) => (
            <p key={held.paymentId}>
              {held.name}: <ProblemLine problem={held.problem} />
            </p>
          ))}
          <Button type="primary" onClick={() => void go(`/funds/batches/${make.data.batch.batchId}`)}>
            {t("funds.toBatch")}
          </Button>
        </div>
      ) : (
        <>
          <label htmlFor="due-by">{t("funds.dueBy")}</label>
          <div style={{ display: "flex", gap: 8, marginTop: 4, flexWrap: "wrap" }}>
            <Input
              id="due-by"
              type="date"
              autoFocus
              value={dueBy}
              onChange={(event) => setChosen(event.target.value)}
              style={{ width: 180 }}
            />
            <Button type="primary" htmlType="submit" loading={make.isPending} disabled={dueBy === ""}>
              {t("funds.makeBatch")}
            </Button>
            <Button onClick={onDone}>{t("do.cancel")}</Button>
          </div>
          <p className="soft" style={{ margin: "8px 0 0" }}>
            {t("funds.makeNote")}
          </p>
        </>
      )}
    </form>
  );
}

function BudgetForm({ line, onDone }: { readonly line: Line; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const [yuan, setYuan] = useState("");
  const [reason, setReason] = useState("");
  const change = useCommand(changeBudget);
  const amount = parseYuan(yuan);
  const wrong = yuan !== "" && !amount.ok;
  return (
    <form
      className="inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (amount.ok)
          change.mutate(
            { params: { lineId: line.lineId }, body: { changeFen: String(amount.value), reason } },
            { onSuccess: onDone },
          );
      }}
      onKeyDown={(event) => event.key === "Escape" && onDone()}
    >
      <div className="inline-form-title">{t("funds.changeBudget")}</div>
      <ProblemNotice error={change.error} />
      <label htmlFor="change-yuan">{t("funds.changeYuan")}</label>
      <Input
        id="change-yuan"
        autoFocus
        inputMode="decimal"
        value={yuan}
        status={wrong ? "error" : ""}
        onChange={(event) => setYuan(event.target.value)}
        style={{ margin: "4px 0", maxWidth: 240, display: "block" }}
      />
      {wrong && (
        <div className="needs-hand" role="alert">
          {t("funds.yuanRule")}
        </div>
      )}
      <label htmlFor="change-reason">{t("do.reason")}</label>
      <Input
        id="change-reason"
        value={reason}
        maxLength={500}
        onChange={(event) => setReason(event.target.value)}
        style={{ margin: "4px 0 10px" }}
      />
      <div style={{ display: "flex", gap: 8 }}>
        <Button
          type="primary"
          htmlType="submit"
          disabled={!amount.ok || reason.trim().length < 2}
          loading={change.isPending}
        >
          {t("funds.changeBudget")}
        </Button>
        <Button onClick={onDone}>{t("do.cancel")}</Button>
      </div>
    </form>
  );
}

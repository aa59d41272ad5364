import {
  approveCase,
  closeNotice,
  type getCase,
  publishNotice,
  type ReplyOf,
  recordObjection,
  rejectCase,
  resolveHold,
} from "@wutong/contracts";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ProblemLine, ProblemNotice } from "../elements/problem-notice.tsx";
import { ReasonForm } from "../elements/reason-form.tsx";
import { useCommand } from "../server/commands.ts";
import { ObjectionForm } from "./objection-form.tsx";

type Case = ReplyOf<typeof getCase>;
type Action = Case["actions"][number]["action"];
type Asking = "approve" | "reject" | "recordObjection" | "proceed" | "endHeld" | null;

/** The steps that the signed-in person may take now; a step that is shut says why. */
export function CaseActions({ shown }: { readonly shown: Case }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<Asking>(null);
  const publish = useCommand(publishNotice);
  const close = useCommand(closeNotice);
  const open = shown.actions.filter((entry) => entry.problem === null).map((entry) => entry.action);
  const shut = shown.actions.filter((entry) => entry.problem !== null);
  const has = (action: Action) => open.includes(action);
  if (shown.actions.length === 0) return null;
  return (
    <section aria-label={t("cases.actions")} style={{ marginBottom: 20 }}>
      <ProblemNotice error={publish.error ?? close.error} />
      {asking === null && (
        <div style={{ display: "flex", gap: 8, flexWrap: "wrap" }}>
          {has("publishNotice") && (
            <Button
              type="primary"
              loading={publish.isPending}
              onClick={() => publish.mutate({ body: { caseIds: [shown.caseId] } })}
            >
              {t("cases.publish")}
            </Button>
          )}
          {has("closeNotice") && (
            <Button
              type="primary"
              loading={close.isPending}
              onClick={() => close.mutate({ params: { caseId: shown.caseId } })}
            >
              {t("cases.closeNotice")}
            </Button>
          )}
          {has("approve") && (
            <Button type="primary" onClick={() => setAsking("approve")}>
              {t("cases.approve")}
            </Button>
          )}
          {has("resolveHold") && (
            <>
              <Button type="primary" onClick={() => setAsking("proceed")}>
                {t("cases.proceed")}
              </Button>
              <Button onClick={() => setAsking("endHeld")}>{t("cases.endHeld")}</Button>
            </>
          )}
          {has("recordObjection") && (
            <Button onClick={() => setAsking("recordObjection")}>{t("cases.recordObjection")}</Button>
          )}
          {has("reject") && <Button onClick={() => setAsking("reject")}>{t("cases.reject")}</Button>}
        </div>
      )}
      {asking !== null && <AskedForm caseId={shown.caseId} asking={asking} onDone={() => setAsking(null)} />}
      {shut.map((entry) => (
        <p key={entry.action} className="soft" style={{ margin: "8px 0 0" }}>
          {t(`cases.actionNames.${entry.action}`)}: {entry.problem && <ProblemLine problem={entry.problem} />}
        </p>
      ))}
    </section>
  );
}

type AskedFormProps = { readonly caseId: number; readonly asking: NonNullable<Asking>; readonly onDone: () => void };

function AskedForm({ caseId, asking, onDone }: AskedFormProps) {
  const { t } = useTranslation();
  const approve = useCommand(approveCase);
  const reject = useCommand(rejectCase);
  const resolve = useCommand(resolveHold);
  const record = useCommand(recordObjection);
  const params = { caseId };
  const after = { onSuccess: onDone };
  if (asking === "recordObjection") {
    return (
      <ObjectionForm
        busy={record.isPending}
        error={record.error}
        onCancel={onDone}
        onSubmit={(body) => record.mutate({ params, body }, after)}
      />
    );
  }
  const form = {
    approve: {
      command: approve,
      title: t("cases.approve"),
      label: t("cases.noteLabel"),
      minLength: 0,
      danger: false,
      send: (text: string) => approve.mutate({ params, body: { note: text } }, after),
    },
    reject: {
      command: reject,
      title: t("cases.reject"),
      label: t("cases.rejectReason"),
      minLength: 2,
      danger: true,
      send: (text: string) => reject.mutate({ params, body: { reason: text } }, after),
    },
    proceed: {
      command: resolve,
      title: t("cases.proceed"),
      label: t("do.reason"),
      minLength: 2,
      danger: false,
      send: (text: string) => resolve.mutate({ params, body: { resolution: "proceed", reason: text } }, after),
    },
    endHeld: {
      command: resolve,
      title: t("cases.endHeld"),
      label: t("do.reason"),
      minLength: 2,
      danger: true,
      send: (text: string) => resolve.mutate({ params, body: { resolution: "reject", reason: text } }, after),
    },
  }[asking];
  return (
    <ReasonForm
      title={form.title}
      label={form.label}
      submit={form.title}
      minLength={form.minLength}
      danger={form.danger}
      busy={form.command.isPending}
      error={form.command.error}
      onCancel={onDone}
      onSubmit={form.send}
    />
  );
}

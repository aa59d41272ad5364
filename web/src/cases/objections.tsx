import { decideObjection, type getCase, type ReplyOf } from "@wutong/contracts";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Mark } from "../elements/marks.tsx";
import { ReasonForm } from "../elements/reason-form.tsx";
import { useCommand } from "../server/commands.ts";
import { useMay } from "../server/session.tsx";

type Case = ReplyOf<typeof getCase>;

/** What was objected during the notice, and the answers. */
export function Objections({ shown }: { readonly shown: Case }) {
  const { t } = useTranslation();
  if (shown.objections.length === 0) return <p className="soft">{t("cases.noObjections")}</p>;
  return shown.objections.map((objection) => (
    <section key={objection.objectionId} style={{ marginBottom: 20 }}>
      <div>
        <strong>{objection.from}</strong> <span className="soft num">{objection.receivedOn}</span>{" "}
        <Mark
          tone={objection.state === "open" ? "hand" : "none"}
          text={t(`cases.objectionStates.${objection.state}`)}
        />
      </div>
      <p style={{ margin: "4px 0" }}>{objection.says}</p>
      {objection.answer && <p className="soft">{t("reports.answer", { text: objection.answer })}</p>}
      {objection.state === "open" && <Decide caseId={shown.caseId} objectionId={objection.objectionId} />}
    </section>
  ));
}

function Decide({ caseId, objectionId }: { readonly caseId: number; readonly objectionId: number }) {
  const { t } = useTranslation();
  const may = useMay();
  const [upheld, setUpheld] = useState<boolean | null>(null);
  const decide = useCommand(decideObjection);
  if (!may("reviewer")) return null;
  if (upheld === null) {
    return (
      <div style={{ display: "flex", gap: 8 }}>
        <Button size="small" onClick={() => setUpheld(false)}>
          {t("cases.dismissObjection")}
        </Button>
        <Button size="small" onClick={() => setUpheld(true)}>
          {t("cases.upholdObjection")}
        </Button>
      </div>
    );
  }
  return (
    <ReasonForm
      title={upheld ? t("cases.upholdObjection") : t("cases.dismissObjection")}
      label={t("reports.answerLabel")}
      submit={t("cases.answerObjection")}
      busy={decide.isPending}
      error={decide.error}
      onCancel={() => setUpheld(null)}
      onSubmit={(answer) => decide.mutate({ params: { caseId, objectionId }, body: { upheld, answer } })}
    />
  );
}

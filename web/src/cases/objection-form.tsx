import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ProblemNotice } from "../elements/problem-notice.tsx";

type ObjectionFormProps = {
  readonly busy: boolean;
  readonly error: unknown;
  readonly onSubmit: (objection: { from: string; says: string }) => void;
  readonly onCancel: () => void;
};

/** Who objects to what was published, and what they say. */
export function ObjectionForm({ busy, error, onSubmit, onCancel }: ObjectionFormProps) {
  const { t } = useTranslation();
  const [from, setFrom] = useState("");
  const [says, setSays] = useState("");
  return (
    <form
      className="inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit({ from: from.trim(), says: says.trim() });
      }}
    >
      <div className="inline-form-title">{t("cases.recordObjection")}</div>
      <ProblemNotice error={error} />
      <label htmlFor="objection-from">{t("cases.objectionFrom")}</label>
      <Input
        id="objection-from"
        autoFocus
        value={from}
        maxLength={80}
        onChange={(event) => setFrom(event.target.value)}
        style={{ margin: "4px 0 10px" }}
      />
      <label htmlFor="objection-says">{t("cases.objectionSays")}</label>
      <Input.TextArea
        id="objection-says"
        rows={3}
        value={says}
        maxLength={500}
        onChange={(event) => setSays(event.target.value)}
        style={{ margin: "4px 0 10px" }}
      />
      <div style={{ display: "flex", gap: 8 }}>
        <Button type="primary" htmlType="submit" loading={busy} disabled={from.trim() === "" || says.trim().length < 2}>
          {t("cases.recordObjection")}
        </Button>
        <Button onClick={onCancel}>{t("do.cancel")}</Button>
      </div>
    </form>
  );
}

import { getPolicy } from "@wutong/contracts";
import { Button } from "antd";
import { useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { FileDrop } from "../elements/file-drop.tsx";
import { useRead } from "../server/queries.ts";
import type { Draft, Fault } from "./draft.ts";
import { FaultList } from "./fault-list.tsx";

type DraftTextProps = {
  readonly policyId: string;
  readonly faults: readonly Fault[];
  readonly busy: boolean;
  readonly onRun: (draft: Draft) => void;
};

/** The draft's whole text, from the policy's own file on; faults lead to their line. */
export function DraftText({ policyId, faults, busy, onRun }: DraftTextProps) {
  const { t } = useTranslation();
  const field = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  const policy = useRead(getPolicy, { params: { policyId } });
  const [written, setWritten] = useState<string | null>(null);
  const text = written ?? policy.data?.yaml ?? "";
  const open = ({ line, column }: Fault) => {
    const lines = text.split("\n");
    const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
    const height = (box.current?.scrollHeight ?? 0) / Math.max(1, lines.length);
    box.current?.focus();
    box.current?.setSelectionRange(start + column - 1, start + (lines[line - 1]?.length ?? 0));
    box.current?.scrollTo({ top: Math.max(0, (line - 4) * height) });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onRun({ kind: "text", yaml: text });
      }}
    >
      <label htmlFor={field}>{t("compare.text")}</label>
      <textarea
        id={field}
        ref={box}
        className="compare-text"
        spellCheck={false}
        rows={14}
        value={text}
        onChange={(event) => setWritten(event.target.value)}
      />
      <FaultList faults={faults} onOpen={open} />
      <FileDrop
        accept=".yaml,.yml"
        title={t("compare.drop")}
        note={t("compare.dropNote")}
        onFile={(file) => void file.text().then(setWritten)}
      />
      <Button type="primary" htmlType="submit" loading={busy} disabled={text.trim() === ""} style={{ marginTop: 12 }}>
        {t("compare.run")}
      </Button>
    </form>
  );
}

import { EMPLOYER_KINDS } from "@wutong/codes";
import { startWave } from "@wutong/contracts";
import { Button, Checkbox, Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCodeNames } from "../elements/code-names.ts";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { useCommand } from "../server/commands.ts";

/** A new survey: its half year and days, and whom it asks. */
export function StartWaveForm({ onStarted }: { readonly onStarted: (waveId: number) => void }) {
  const { t } = useTranslation();
  const nameOf = useCodeNames();
  const [typed, setTyped] = useState({ title: "", half: "", opensOn: "", closesOn: "", industry: "" });
  const [kinds, setKinds] = useState<readonly string[]>([]);
  const [aboveScaleOnly, setAboveScaleOnly] = useState(false);
  const start = useCommand(startWave);
  const { industry, ...wave } = typed;
  const ready = typed.title.trim().length > 1 && /^\d{4}-H[12]$/.test(typed.half) && typed.opensOn && typed.closesOn;
  const field = (name: keyof typeof typed, label: string, type = "text") => (
    <>
      <label htmlFor={`wave-${name}`}>{label}</label>
      <Input
        id={`wave-${name}`}
        type={type}
        maxLength={80}
        value={typed[name]}
        onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
        style={{ margin: "4px 0 12px" }}
      />
    </>
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const filter = { kinds: [...kinds], industry: industry.trim().toUpperCase().slice(0, 5), aboveScaleOnly };
        start.mutate({ body: { ...wave, filter } }, { onSuccess: ({ waveId }) => onStarted(waveId) });
      }}
    >
      <ProblemNotice error={start.error} />
      {field("title", t("demand.name"))}
      {field("half", t("demand.half"))}
      {field("opensOn", t("demand.opensOn"), "date")}
      {field("closesOn", t("demand.closesOn"), "date")}
      <label htmlFor="wave-kinds">{t("demand.kinds")}</label>
      <Select
        id="wave-kinds"
        mode="multiple"
        value={[...kinds]}
        onChange={setKinds}
        options={EMPLOYER_KINDS.entries.map(({ code }) => ({ value: code, label: nameOf("employerKind", code) }))}
        style={{ width: "100%", margin: "4px 0 12px" }}
      />
      {field("industry", t("demand.industry"))}
      <Checkbox checked={aboveScaleOnly} onChange={(event) => setAboveScaleOnly(event.target.checked)}>
        {t("demand.aboveScaleOnly")}
      </Checkbox>
      <p>
        <Button type="primary" htmlType="submit" disabled={!ready} loading={start.isPending}>
          {t("demand.start")}
        </Button>
      </p>
    </form>
  );
}

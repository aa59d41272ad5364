import type { ReplyOf, searchLibrary } from "@wutong/contracts";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { useLocal } from "../elements/local.ts";

export type Region = ReplyOf<typeof searchLibrary>["regions"][number];

type RegionChoiceProps = {
  readonly label: string;
  readonly regions: readonly Region[];
  readonly value: string | undefined;
  readonly onChange: (regionId: string) => void;
};

/** Which region's policies: those that have none in force can't be chosen. */
export function RegionChoice({ label, regions, value, onChange }: RegionChoiceProps) {
  const id = useId();
  const { t } = useTranslation();
  const local = useLocal();
  return (
    <div className="fact-box">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value ?? ""} onChange={(event) => onChange(event.target.value)}>
        {value === undefined && <option value="">{t("library.choose")}</option>}
        {regions
          .filter(({ policies }) => policies > 0)
          .map(({ regionId, name, policies }) => (
            <option key={regionId} value={regionId}>
              {t("library.regionCount", { region: local(name), count: policies })}
            </option>
          ))}
      </select>
    </div>
  );
}

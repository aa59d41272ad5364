import { getPolicy } from "@wutong/contracts";
import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { useLocal } from "../elements/local.ts";
import { SearchBox } from "../elements/search-box.tsx";
import { useRead } from "../server/queries.ts";
import type { Sweep } from "./sweep-table.tsx";

export const findingFilterNames = [
  "policyId",
  "outcome",
  "oneStepShort",
  "change",
  "failed",
  "unknown",
  "chosen",
  "standing",
  "text",
] as const;
type Filters = { readonly [Name in (typeof findingFilterNames)[number]]: string | undefined };
type Change = { [Name in (typeof findingFilterNames)[number]]?: string | undefined };

type FindingFiltersProps = {
  readonly filters: Filters;
  readonly onChange: (change: Change) => void;
  readonly table: Sweep["table"];
};

/** The filter bar of findings. Conditions can be asked for once a policy is chosen. */
export function FindingFilters({ filters, onChange, table }: FindingFiltersProps) {
  const { t } = useTranslation();
  const local = useLocal();
  return (
    <div className="filter-bar">
      <SearchBox
        label={t("findings.search")}
        value={filters.text}
        onSearch={(text) => onChange({ text })}
        width={160}
      />
      <Choice
        label={t("findings.policy")}
        value={filters.policyId}
        width={150}
        onChange={(policyId) => onChange({ policyId, failed: undefined, unknown: undefined })}
        options={table.map((row) => ({ value: row.policyId, label: local(row.title) }))}
      />
      <Choice
        label={t("findings.outcome")}
        value={filters.oneStepShort === "yes" ? "oneStepShort" : filters.outcome}
        width={110}
        onChange={(value) =>
          onChange(
            value === "oneStepShort"
              ? { oneStepShort: "yes", outcome: undefined }
              : { outcome: value, oneStepShort: undefined },
          )
        }
        options={(["entitled", "possible", "oneStepShort", "notEntitled"] as const).map((value) => ({
          value,
          label: t(`outcome.${value}`),
        }))}
      />
      <Choice
        label={t("findings.stacked")}
        value={filters.chosen}
        width={110}
        onChange={(chosen) => onChange({ chosen })}
        options={[
          { value: "yes", label: t("findings.kept") },
          { value: "no", label: t("findings.notChosen") },
        ]}
      />
      <Choice
        label={t("findings.change")}
        value={filters.change}
        width={120}
        onChange={(change) => onChange({ change })}
        options={(["newlyEntitled", "noLongerEntitled", "newlyOneStepShort"] as const).map((value) => ({
          value,
          label: t(`findings.changes.${value}`),
        }))}
      />
      <Choice
        label={t("findings.standing")}
        value={filters.standing}
        width={110}
        onChange={(standing) => onChange({ standing })}
        options={(["none", "offered", "declined", "expired", "inCase", "running", "paid"] as const).map((value) => ({
          value,
          label: t(`findings.standings.${value}`),
        }))}
      />
      {filters.policyId && <ConditionChoices policyId={filters.policyId} filters={filters} onChange={onChange} />}
    </div>
  );
}

type ConditionChoicesProps = {
  readonly policyId: string;
  readonly filters: Filters;
  readonly onChange: (change: Change) => void;
};

function ConditionChoices({ policyId, filters, onChange }: ConditionChoicesProps) {
  const { t } = useTranslation();
  const local = useLocal();
  const policy = useRead(getPolicy, { params: { policyId } });
  const options = (policy.data?.conditions ?? [])
    .filter((node) => node.kind === "condition")
    .map((node) => ({ value: node.nodeId, label: local(node.text) }));
  return (
    <>
      <Choice
        label={t("findings.failed")}
        value={filters.failed}
        width={160}
        options={options}
        onChange={(failed) => onChange({ failed })}
      />
      <Choice
        label={t("findings.unknown")}
        value={filters.unknown}
        width={160}
        options={options}
        onChange={(unknown) => onChange({ unknown })}
      />
    </>
  );
}

type ChoiceProps = {
  readonly label: string;
  readonly value: string | undefined;
  readonly width: number;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string | undefined) => void;
};

function Choice({ label, value, width, options, onChange }: ChoiceProps) {
  return (
    <Select
      allowClear
      aria-label={label}
      placeholder={label}
      style={{ minWidth: width }}
      popupMatchSelectWidth={false}
      value={value ?? null}
      options={[...options]}
      onChange={(next: string | null) => onChange(next ?? undefined)}
    />
  );
}

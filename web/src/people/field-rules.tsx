import { listFieldRules, type ReplyOf, ruleStep, setFieldRule } from "@wutong/contracts";
import { Button, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { LinesSkeleton } from "../elements/skeletons.tsx";
import { useCommand } from "../server/commands.ts";
import { useRead } from "../server/queries.ts";
import { useMay } from "../server/session.tsx";
import "./fields.css";

type Rules = ReplyOf<typeof listFieldRules>;
type Rule = Rules["rules"][number];
type Step = Rule["steps"][number];

/** Whose word counts, field by field, for the people of the reader's own office. */
export function FieldRules() {
  const { t } = useTranslation();
  const rules = useRead(listFieldRules, {});
  if (rules.error) return <ProblemNotice error={rules.error} onRetry={() => void rules.refetch()} />;
  if (rules.isPending) return <LinesSkeleton rows={6} />;
  const { office } = rules.data;
  return (
    <div className="sheet sheet-pad">
      <p className="soft">{t("fields.rulesNote", { office: office.name })}</p>
      <div className="field-rules">
        {rules.data.rules.map((rule) => (
          <FieldRule key={`${rule.field} ${rule.steps.join()} ${rule.from?.officeId}`} rule={rule} office={office} />
        ))}
      </div>
    </div>
  );
}

function FieldRule({ rule, office }: { readonly rule: Rule; readonly office: Rules["office"] }) {
  const { t } = useTranslation();
  const may = useMay();
  const set = useCommand(setFieldRule);
  const [steps, setSteps] = useState<readonly Step[]>(rule.steps);
  const own = rule.from?.officeId === office.officeId;
  const changed = steps.join() !== rule.steps.join();
  const name = t(`people.fields.${rule.field}`);
  const save = (next: readonly Step[] | null) =>
    set.mutate({ body: { field: rule.field, steps: next === null ? null : [...next] } });
  return (
    <div className="field-rule">
      <strong>{name}</strong>
      {may("reviewer", "leader") ? (
        <Select<Step[]>
          mode="multiple"
          aria-label={t("fields.ruleOf", { field: name })}
          value={[...steps]}
          placeholder={t("fields.byHandOnly")}
          options={ruleStep.options.map((step) => ({ value: step, label: t(`fields.steps.${step}`) }))}
          onChange={(next) => setSteps(next)}
        />
      ) : (
        <span>
          {rule.steps.map((step) => t(`fields.steps.${step}`)).join(t("fields.next")) || t("fields.byHandOnly")}
        </span>
      )}
      <div>
        <ProblemNotice error={set.error} />
        {changed ? (
          <Button type="primary" size="small" loading={set.isPending} onClick={() => save(steps)}>
            {t("fields.saveRule")}
          </Button>
        ) : (
          <span className="soft">
            {rule.from === null
              ? t("fields.nobodySet")
              : own
                ? t("fields.ownRule")
                : t("fields.fromAbove", { office: rule.from.name })}{" "}
            {own && may("reviewer", "leader") && (
              <Button type="link" size="small" loading={set.isPending} onClick={() => save(null)}>
                {t("fields.asAbove")}
              </Button>
            )}
          </span>
        )}
        {set.data && !changed && (
          <span role="status" className="soft">
            {t("fields.ruleDone", { count: set.data.people })}
          </span>
        )}
      </div>
    </div>
  );
}

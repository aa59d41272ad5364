import { getPolicy, type ReplyOf } from "@wutong/contracts";
import { Tabs } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { ConditionTree } from "../elements/condition-tree.tsx";
import { useLocal } from "../elements/local.ts";
import { PageHead } from "../elements/page-head.tsx";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { PageSkeleton } from "../elements/skeletons.tsx";
import { useRead } from "../server/queries.ts";
import { AmountTable } from "./amount-table.tsx";
import { Parameters } from "./parameters.tsx";
import { PolicyCases } from "./policy-cases.tsx";

export type Policy = ReplyOf<typeof getPolicy>;

/** The readable rule beside its prose and source. */
export function PolicyPage() {
  const { t } = useTranslation();
  const local = useLocal();
  const { policyId = "" } = useParams();
  const policy = useRead(getPolicy, { params: { policyId } });
  if (policy.error) return <ProblemNotice error={policy.error} onRetry={() => void policy.refetch()} />;
  if (policy.isPending) return <PageSkeleton />;
  const shown = policy.data;
  return (
    <>
      <PageHead
        title={local(shown.title)}
        note={t("policies.headNote", {
          from: shown.from,
          to: shown.to ?? t("policies.open"),
          version: shown.version,
          handling: t(`policies.handlings.${shown.handling}`),
        })}
        actions={
          <Link className="ant-btn ant-btn-default" to={`/policies/${policyId}/compare`}>
            {t("compare.open")}
          </Link>
        }
      />
      <Tabs
        items={[
          { key: "rule", label: t("policies.tabRule"), children: <Rule policy={shown} /> },
          { key: "cases", label: t("policies.tabCases"), children: <PolicyCases policyId={policyId} /> },
          { key: "parameters", label: t("policies.tabParameters"), children: <Parameters policy={shown} /> },
          { key: "file", label: t("policies.tabFile"), children: <pre className="yaml">{shown.yaml}</pre> },
        ]}
      />
    </>
  );
}

function Rule({ policy }: { readonly policy: Policy }) {
  const { t } = useTranslation();
  return (
    <div className="two-columns">
      <section className="sheet sheet-pad">
        <h2 className="section-title" style={{ marginTop: 0 }}>
          {t("policies.conditions")}
        </h2>
        <ConditionTree nodes={policy.conditions} />
        <h2 className="section-title">{t("policies.amount")}</h2>
        <AmountTable amount={policy.amount} />
        <AfterConditions policy={policy} />
      </section>
      <section className="sheet sheet-pad">
        <h2 className="section-title" style={{ marginTop: 0 }}>
          {t("policies.prose")}
        </h2>
        <p className="prose">{policy.prose}</p>
        <Source policy={policy} />
        <Undertakings policy={policy} />
      </section>
    </div>
  );
}

function AfterConditions({ policy }: { readonly policy: Policy }) {
  const { t } = useTranslation();
  const local = useLocal();
  const blocks = [
    [t("policies.payPlan"), [local(policy.payPlan.text)]],
    [t("policies.stacking"), policy.stacking.map((rule) => local(rule.text))],
    [t("policies.limits"), policy.limits.map(local)],
    [t("policies.deadlines"), policy.deadlines.map(local)],
  ] as const;
  return (
    <>
      {blocks
        .filter(([, lines]) => lines.length > 0)
        .map(([title, lines]) => (
          <div key={title}>
            <h2 className="section-title">{title}</h2>
            {lines.map((line) => (
              <p key={line} style={{ margin: "0 0 6px" }}>
                {line}
              </p>
            ))}
          </div>
        ))}
    </>
  );
}

function Source({ policy }: { readonly policy: Policy }) {
  const { t } = useTranslation();
  const { title, documentNumber, clause, link } = policy.source;
  return (
    <>
      <h2 className="section-title">{t("policies.source")}</h2>
      <p style={{ overflowWrap: "anywhere" }}>
        {title} {documentNumber}
        <br />
        <span className="soft">{clause}</span>
        {/^https?:/.test(link) && (
          <>
            <br />
            <a href={link} target="_blank" rel="noreferrer">
              {link}
            </a>
          </>
        )}
      </p>
    </>
  );
}

function Undertakings({ policy }: { readonly policy: Policy }) {
  const { t } = useTranslation();
  const local = useLocal();
  if (policy.undertakings.length === 0) return null;
  return (
    <>
      <h2 className="section-title">{t("policies.undertakings")}</h2>
      <ul style={{ margin: 0, paddingInlineStart: 18 }}>
        {policy.undertakings.map((promise) => (
          <li key={promise.undertakingId}>
            {local(promise.text)} <span className="soft">{promise.clause}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

import { getCase, type ReplyOf } from "@wutong/contracts";
import { Tabs } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats, useLocal } from "../elements/local.ts";
import { OutcomeMark } from "../elements/marks.tsx";
import { Money } from "../elements/money.tsx";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { LinesSkeleton } from "../elements/skeletons.tsx";
import { WhyView } from "../elements/why-view.tsx";
import { useRead } from "../server/queries.ts";
import { CaseActions } from "./case-actions.tsx";
import { CaseMark } from "./case-mark.tsx";
import { Objections } from "./objections.tsx";

export type Case = ReplyOf<typeof getCase>;

/** One case: where it stands, what may be done now, its timeline, evidence and money. */
export function CaseView({ caseId }: { readonly caseId: number }) {
  const { t } = useTranslation();
  const found = useRead(getCase, { params: { caseId } });
  if (found.error) return <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />;
  if (found.isPending) return <LinesSkeleton rows={12} />;
  const shown = found.data;
  return (
    <>
      <CaseHead shown={shown} />
      <CaseActions shown={shown} />
      <Tabs
        items={[
          { key: "timeline", label: t("cases.tabTimeline"), children: <Timeline shown={shown} /> },
          { key: "why", label: t("cases.tabWhy"), children: <Evidence shown={shown} /> },
          { key: "plan", label: t("cases.tabPlan"), children: <Plan shown={shown} /> },
          {
            key: "objections",
            label: t("cases.tabObjections", { count: shown.objections.length }),
            children: <Objections shown={shown} />,
          },
        ]}
      />
    </>
  );
}

function CaseHead({ shown }: { readonly shown: Case }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const local = useLocal();
  return (
    <>
      <div style={{ display: "flex", alignItems: "baseline", gap: 12, flexWrap: "wrap" }}>
        <h2 style={{ margin: 0, fontSize: 20 }}>
          <Link to={`/people?open=${shown.personId}`}>{shown.name}</Link>
        </h2>
        <span>
          {local(shown.policyTitle)}
          {shown.subject && ` · ${local(shown.subject)}`}
        </span>
        <CaseMark state={shown.state} hold={shown.hold} waiting={shown.waiting} />
      </div>
      {shown.waiting && <p className="soft">{t(`cases.queueTodo.${shown.waiting.for}`)}</p>}
      {shown.hold && (
        <div className="problem" role="note" style={{ marginTop: 12 }}>
          <div className="problem-what">{t("cases.heldSince", { day: shown.hold.since })}</div>
          <div>{local(shown.hold.text)}</div>
        </div>
      )}
      <dl className="terms" style={{ marginTop: 16 }}>
        <div>
          <dt>{t("findings.plan")}</dt>
          <dd>
            <Money fen={shown.planFen} />
          </dd>
        </div>
        <div>
          <dt>{t("cases.paid")}</dt>
          <dd>
            <Money fen={shown.paidFen} />
          </dd>
        </div>
        <div>
          <dt>{t("cases.account")}</dt>
          <dd className="num">{`${shown.accountHolder} · ${shown.accountBank} ${shown.accountMasked}`}</dd>
        </div>
        {shown.spouse && (
          <div>
            <dt>{t("spouse.word")}</dt>
            <dd className={shown.spouse.state === "single" || shown.spouse.state === "confirmed" ? "" : "needs-hand"}>
              {t(`spouse.states.${shown.spouse.state}`)}
              {shown.spouse.confirmedAt && ` · ${formats.instant(shown.spouse.confirmedAt)}`}
            </dd>
          </div>
        )}
        {shown.approvals.map((approval) => (
          <div key={approval.role}>
            <dt>{`${t("cases.approvals")} · ${local(approval.title)}`}</dt>
            <dd>
              {approval.by
                ? `${approval.by}${approval.at ? ` · ${formats.instant(approval.at)}` : ""}`
                : t("cases.notApproved")}
            </dd>
          </div>
        ))}
        {shown.notice && (
          <div>
            <dt>{t("cases.notice")}</dt>
            <dd className="num">
              {t("cases.noticeSpell", {
                opens: shown.notice.opensOn,
                closes: shown.notice.closesOn,
                count: shown.notice.workingDays,
              })}
              {shown.notice.provisional && ` ${t("cases.provisional")}`}
            </dd>
          </div>
        )}
      </dl>
    </>
  );
}

function Timeline({ shown }: { readonly shown: Case }) {
  const local = useLocal();
  const formats = useFormats();
  return (
    <ol className="steps">
      {shown.timeline.map((step) => (
        <li key={`${step.at}${step.step}`} className="step-done">
          <div>{local(step.text)}</div>
          <div className="soft" style={{ fontSize: 12.5 }}>
            {formats.instant(step.at)} · {step.actor}
          </div>
        </li>
      ))}
    </ol>
  );
}

function Evidence({ shown }: { readonly shown: Case }) {
  const { t } = useTranslation();
  const local = useLocal();
  return (
    <>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t("cases.decidedAt")}</th>
            <th scope="col">{t("cases.day")}</th>
            <th scope="col">{t("findings.outcome")}</th>
            <th scope="col" className="right">
              {t("findings.amount")}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.decisions.map((decision) => (
            <tr key={`${decision.at}${decision.on}`}>
              <td>{t(`cases.decisions.${decision.at}`)}</td>
              <td className="num">{decision.on}</td>
              <td>
                <OutcomeMark outcome={decision.outcome} oneStepShort={false} />
              </td>
              <td className="right">
                <Money fen={decision.amountFen} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3 className="section-title">{t("cases.frozen")}</h3>
      <WhyView why={{ ...shown.why, plan: [] }} entitled />
      <h3 className="section-title">{t("policies.undertakings")}</h3>
      <ul>
        {shown.undertakings.map((promise) => (
          <li key={promise.zh}>{local(promise)}</li>
        ))}
      </ul>
    </>
  );
}

function Plan({ shown }: { readonly shown: Case }) {
  const { t } = useTranslation();
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th scope="col">{t("why.instalment")}</th>
          <th scope="col">{t("why.due")}</th>
          <th scope="col" className="right">
            {t("unit.yuan")}
          </th>
          <th scope="col">{t("cases.state")}</th>
        </tr>
      </thead>
      <tbody>
        {shown.plan.map((part) => (
          <tr key={part.number}>
            <td>{part.number}</td>
            <td className="num">{part.dueOn ?? "—"}</td>
            <td className="right">
              <Money fen={part.amountFen} />
            </td>
            <td>{t(`cases.parts.${part.state}`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

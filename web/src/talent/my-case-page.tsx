import { getMyCase, type ReplyOf } from "@wutong/contracts";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useFormats, useLocal } from "../elements/local.ts";
import { Money, yuanText } from "../elements/money.tsx";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { LinesSkeleton } from "../elements/skeletons.tsx";
import { useRead } from "../server/queries.ts";
import { CorrectAccount } from "./correct-account.tsx";
import { PhonePage, TalentOnly } from "./phone-page.tsx";

type MyCase = ReplyOf<typeof getMyCase>;

/** How far it is, what comes next, and what was paid. */
export function MyCasePage() {
  return (
    <TalentOnly>
      <OneCase />
    </TalentOnly>
  );
}

function OneCase() {
  const { t } = useTranslation();
  const local = useLocal();
  const caseId = Number(useParams().caseId);
  const found = useRead(getMyCase, { params: { caseId } });
  const shown = found.data;
  return (
    <PhonePage
      back="/t/mine"
      title={shown ? local(shown.policyTitle) : t("talent.progress")}
      note={
        shown &&
        (shown.waiting
          ? t("talent.queueNote")
          : t(`talent.caseNotes.${shown.state}`, { day: shown.noticeClosesOn ?? "" }))
      }
    >
      <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />
      {found.isPending && <LinesSkeleton />}
      {shown && <CaseCards shown={shown} />}
    </PhonePage>
  );
}

function CaseCards({ shown }: { readonly shown: MyCase }) {
  const { t } = useTranslation();
  const local = useLocal();
  return (
    <>
      {shown.waiting && <Queue waiting={shown.waiting} />}
      {shown.heldFor && (
        <div className="phone-card">
          <strong>{t("talent.heldTitle")}</strong>
          <p style={{ margin: "4px 0 0" }}>{local(shown.heldFor)}</p>
        </div>
      )}
      {shown.spouse && <Spouse spouse={shown.spouse} />}
      {shown.rejectedFor && (
        <div className="phone-card">
          <strong>{t("talent.rejectedTitle")}</strong>
          <p style={{ margin: "4px 0 0" }}>{shown.rejectedFor}</p>
        </div>
      )}
      <section className="phone-card">
        <h2 className="section-title" style={{ marginTop: 0 }}>
          {t("talent.progress")}
        </h2>
        <Steps shown={shown} />
      </section>
      <section className="phone-card">
        <h2 className="section-title" style={{ marginTop: 0 }}>
          {t("talent.money")}
        </h2>
        <p style={{ margin: 0 }}>
          {t("talent.paidSoFar", { yuan: yuanText(shown.paidFen), account: shown.accountMasked })}
        </p>
        <table className="plain-table" style={{ marginTop: 8 }}>
          <tbody>
            {shown.plan.map((part) => (
              <tr key={part.number}>
                <td>{t("talent.part", { number: part.number })}</td>
                <td className="num">{part.paidOn ? t("talent.paidOn", { day: part.paidOn }) : (part.dueOn ?? "—")}</td>
                <td className="right">
                  <Money fen={part.amountFen} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {shown.mayCorrectAccount && <CorrectAccount shown={shown} />}
      </section>
    </>
  );
}

/** The place in the queue, what it waits for, and that nothing else is lost by it. */
function Queue({ waiting }: { readonly waiting: NonNullable<MyCase["waiting"]> }) {
  const { t } = useTranslation();
  return (
    <div className="phone-card" role="status">
      <strong className="phone-amount" style={{ fontSize: 20 }}>
        {waiting.place === null ? t("talent.queueDraw") : t("talent.queueMark", { place: waiting.place })}
      </strong>
      <p style={{ margin: "4px 0 0" }}>{t(`talent.queueWhy.${waiting.for}`)}</p>
      <p className="soft" style={{ margin: "4px 0 0" }}>
        {t("talent.queueFree")}
      </p>
    </div>
  );
}

/** For a benefit of couples: what the other half still has to do. */
function Spouse({ spouse }: { readonly spouse: NonNullable<MyCase["spouse"]> }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (spouse.state === "single") return null;
  return (
    <div className="phone-card">
      <strong>{t(`spouse.states.${spouse.state}`)}</strong>
      <p style={{ margin: "4px 0 0" }}>
        {spouse.confirmedAt === null
          ? t(`spouse.todo.${spouse.state === "unknown" ? "unknown" : "waiting"}`)
          : formats.instant(spouse.confirmedAt)}
      </p>
    </div>
  );
}

function Steps({ shown }: { readonly shown: MyCase }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <ol className="steps">
      {shown.steps.map((step) => (
        <li
          key={step.state}
          className={
            step.at
              ? step.state === "rejected"
                ? "step-stopped"
                : "step-done"
              : step.state === shown.state
                ? "step-now"
                : ""
          }
          aria-current={step.state === shown.state ? "step" : undefined}
        >
          {t(`talent.caseStates.${step.state}`)}
          <div className="soft" style={{ fontSize: 12.5 }}>
            {step.at
              ? formats.instant(step.at)
              : step.state === "onNotice" && shown.noticeClosesOn
                ? t("talent.noticeUntil", { day: shown.noticeClosesOn })
                : ""}
          </div>
        </li>
      ))}
    </ol>
  );
}

import { getComparedPerson, type ReplyOf } from "@wutong/contracts";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useLocal } from "../elements/local.ts";
import { OutcomeMark } from "../elements/marks.tsx";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { LinesSkeleton } from "../elements/skeletons.tsx";
import { WhyView } from "../elements/why-view.tsx";
import { useRead } from "../server/queries.ts";

type Subject = ReplyOf<typeof getComparedPerson>["subjects"][number];
type Side = Subject["old"];
type Props = { readonly sweepId: number; readonly comparisonId: string; readonly personId: number };

/** One person by both versions: the sentence why they differ, then both decisions side by side. */
export function ComparedPersonView(params: Props) {
  const { t } = useTranslation();
  const person = useRead(getComparedPerson, { params });
  if (person.error) return <ProblemNotice error={person.error} onRetry={() => void person.refetch()} />;
  if (person.isPending) return <LinesSkeleton rows={10} />;
  const { name, office, kind, subjects, personId } = person.data;
  return (
    <>
      <div className="compare-person-head">
        <h2>{name}</h2>
        <strong>{t(`compare.kinds.${kind}`)}</strong>
        <span className="soft">{office.name}</span>
      </div>
      {subjects.map((subject) => (
        <ComparedSubject key={`${subject.policyId} ${subject.subject?.zh}`} subject={subject} />
      ))}
      <p style={{ marginTop: 16 }}>
        <Link to={`/people?open=${personId}`}>{t("findings.toPerson")}</Link>
      </p>
    </>
  );
}

function ComparedSubject({ subject }: { readonly subject: Subject }) {
  const { t } = useTranslation();
  const local = useLocal();
  return (
    <section>
      <h3 className="section-title">
        {local(subject.title)}
        {subject.subject && ` · ${local(subject.subject)}`}
      </h3>
      <p className="sentence compare-why">{local(subject.sentence)}</p>
      <Conditions subject={subject} />
      <div className="compare-sides">
        <OneSide title={t("compare.old")} side={subject.old} />
        <OneSide title={t("compare.new")} side={subject.new} />
      </div>
    </section>
  );
}

/** The conditions that come out differently, with both answers. */
function Conditions({ subject: { conditions } }: { readonly subject: Subject }) {
  const { t } = useTranslation();
  const local = useLocal();
  if (conditions.length === 0) return null;
  const word = (truth: boolean | null | undefined) =>
    truth === undefined
      ? t("compare.notAsked")
      : truth === null
        ? t("why.unknown")
        : truth
          ? t("why.met")
          : t("why.unmet");
  return (
    <div className="table-scroll">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t("compare.conditions")}</th>
            <th scope="col">{t("compare.old")}</th>
            <th scope="col">{t("compare.new")}</th>
          </tr>
        </thead>
        <tbody>
          {conditions.map((each) => (
            <tr key={each.nodeId}>
              <td>
                {local(each.text)} <span className="soft">{local(each.clause)}</span>
              </td>
              <td>{word(each.old)}</td>
              <td>{word(each.new)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function OneSide({ title, side }: { readonly title: string; readonly side: Side }) {
  const { t } = useTranslation();
  return (
    <div className="compare-side">
      <div className="compare-side-head">
        <h4>{title}</h4>
        {side && <OutcomeMark outcome={side.outcome} oneStepShort={side.oneStepShort} />}
        {side?.chosen === false && <span className="soft">{t("why.lost")}</span>}
      </div>
      {side ? (
        <WhyView why={side.why} entitled={side.outcome === "entitled"} />
      ) : (
        <p className="soft">{t("compare.noPolicy")}</p>
      )}
    </div>
  );
}

import { getFinding } from "@wutong/contracts";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useLocal } from "../elements/local.ts";
import { OutcomeMark } from "../elements/marks.tsx";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { LinesSkeleton } from "../elements/skeletons.tsx";
import { WhyView } from "../elements/why-view.tsx";
import { useRead } from "../server/queries.ts";

/** One person against one policy, with every reason. */
export function FindingView({ sweepId, findingId }: { readonly sweepId: number; readonly findingId: string }) {
  const { t } = useTranslation();
  const local = useLocal();
  const finding = useRead(getFinding, { params: { sweepId, findingId } });
  if (finding.error) return <ProblemNotice error={finding.error} onRetry={() => void finding.refetch()} />;
  if (finding.isPending) return <LinesSkeleton rows={10} />;
  const shown = finding.data;
  return (
    <>
      <div style={{ display: "flex", alignItems: "baseline", gap: 12, flexWrap: "wrap", marginBottom: 12 }}>
        <h2 style={{ margin: 0, fontSize: 20 }}>{shown.name}</h2>
        <span>
          {local(shown.policyTitle)}
          {shown.subject && ` · ${local(shown.subject)}`}
        </span>
        <OutcomeMark outcome={shown.outcome} oneStepShort={shown.oneStepShort} />
        {shown.standing !== "none" && <span className="soft">{t(`findings.standings.${shown.standing}`)}</span>}
      </div>
      <WhyView why={shown.why} entitled={shown.outcome === "entitled"} />
      <p style={{ marginTop: 16 }}>
        <Link to={`/people?open=${shown.personId}`}>{t("findings.toPerson")}</Link>
      </p>
    </>
  );
}

import { industryName } from "@wutong/codes";
import { getWave, publishDemandList, type ReplyOf, remindEmployers } from "@wutong/contracts";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { useCodeNames } from "../elements/code-names.ts";
import { useFormats } from "../elements/local.ts";
import { PageHead } from "../elements/page-head.tsx";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { LinesSkeleton } from "../elements/skeletons.tsx";
import { useCommand } from "../server/commands.ts";
import { useRead } from "../server/queries.ts";
import { useMay } from "../server/session.tsx";
import { InvitationTable } from "./invitation-table.tsx";

type Shown = ReplyOf<typeof getWave>;

/** One survey: who answered, by kind and industry, and whom to remind. */
export function WavePage() {
  const { t } = useTranslation();
  const waveId = Number(useParams()["waveId"]);
  const shown = useRead(getWave, { params: { waveId } });
  if (!shown.data)
    return (
      <>
        <PageHead title={t("demand.waves")} />
        {shown.error ? (
          <ProblemNotice error={shown.error} onRetry={() => void shown.refetch()} />
        ) : (
          <LinesSkeleton rows={10} />
        )}
      </>
    );
  return <OneWave shown={shown.data} />;
}

function OneWave({ shown }: { readonly shown: Shown }) {
  const { t, i18n } = useTranslation();
  const nameOf = useCodeNames();
  const { wave } = shown;
  const tongue = i18n.language === "en" ? "en" : "zh";
  return (
    <>
      <PageHead
        title={wave.title}
        note={
          <>
            {t(`demand.states.${wave.state}`)} · {t("demand.spell", { opens: wave.opensOn, closes: wave.closesOn })} ·{" "}
            <Link to={`/demand/items?waveId=${wave.waveId}`}>
              {t("demand.count")} {wave.items}
            </Link>{" "}
            ·{" "}
            <Link to={`/demand/items?waveId=${wave.waveId}&state=received`}>
              {t("demand.toClean")} {wave.toClean}
            </Link>
          </>
        }
        actions={<WaveActions wave={wave} />}
      />
      <div style={{ display: "flex", flexWrap: "wrap", gap: 16, marginBottom: 16 }}>
        <Rates
          title={t("demand.byKind")}
          rows={shown.byKind}
          name={(key) => nameOf("employerKind", key)}
          to={(key) => `/demand/waves/${wave.waveId}?kind=${key}`}
        />
        <Rates
          title={t("demand.byIndustry")}
          rows={shown.byIndustry}
          name={(key) => industryName(key, tongue)}
          to={(key) => `/demand/waves/${wave.waveId}?industry=${key}`}
        />
      </div>
      <InvitationTable waveId={wave.waveId} />
    </>
  );
}

function WaveActions({ wave }: { readonly wave: Shown["wave"] }) {
  const { t } = useTranslation();
  const may = useMay();
  const params = { waveId: wave.waveId };
  const remind = useCommand(remindEmployers);
  const publish = useCommand(publishDemandList);
  if (!may("clerk")) return null;
  return (
    <>
      <ProblemNotice error={remind.error ?? publish.error} />
      <span role="status">
        {remind.data && t("demand.told", { shown: remind.data.told })}
        {publish.data && <Link to="/public/demand">{t("demand.published", { shown: publish.data.items })}</Link>}
      </span>
      {wave.state === "open" && (
        <Button loading={remind.isPending} onClick={() => remind.mutate({ params })}>
          {t("demand.remind")}
        </Button>
      )}
      <Button type="primary" loading={publish.isPending} onClick={() => publish.mutate({ params })}>
        {t("demand.publish")}
      </Button>
    </>
  );
}

type RatesProps = {
  readonly title: string;
  readonly rows: Shown["byKind"];
  readonly name: (key: string) => string;
  readonly to: (key: string) => string;
};

/** Each number opens the employers behind it. */
function Rates({ title, rows, name, to }: RatesProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const linked = (key: string, answered: string, value: number) => (
    <Link to={`${to(key === "" ? "none" : key)}${answered}`}>{formats.count(value)}</Link>
  );
  return (
    <section className="sheet" style={{ flex: "1 1 320px", padding: 16 }}>
      <table style={{ width: "100%", textAlign: "left" }}>
        <thead>
          <tr>
            <th scope="col">{title}</th>
            <th scope="col">{t("demand.invited")}</th>
            <th scope="col">{t("demand.answered")}</th>
            <th scope="col">{t("demand.rate")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, invited, answered }) => (
            <tr key={key} className="num">
              <th scope="row">{key === "" ? t("demand.unknown") : name(key)}</th>
              <td>{linked(key, "", invited)}</td>
              <td>{linked(key, "&answered=yes", answered)}</td>
              <td>{Math.round((answered / invited) * 100)}%</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

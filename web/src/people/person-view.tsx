import { admitPerson, decidePerson, getPerson, type ReplyOf } from "@wutong/contracts";
import { Button, Collapse, Tabs } from "antd";
import { useTranslation } from "react-i18next";
import { tableOfField, useCodeNames } from "../elements/code-names.ts";
import { useLocal } from "../elements/local.ts";
import { OutcomeMark } from "../elements/marks.tsx";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { LinesSkeleton } from "../elements/skeletons.tsx";
import { SourceText } from "../elements/source-text.tsx";
import { WhyView } from "../elements/why-view.tsx";
import { useCommand } from "../server/commands.ts";
import { useRead } from "../server/queries.ts";
import { useMay } from "../server/session.tsx";
import { Histories } from "./histories.tsx";
import { PersonFields } from "./person-fields.tsx";
import { PersonLinks } from "./person-links.tsx";
import { RevealedIdentity } from "./revealed-identity.tsx";

type Person = ReplyOf<typeof getPerson>;

/** One person: who, what each register says since when, and how they stand to every policy right now. */
export function PersonView({ personId }: { readonly personId: number }) {
  const { t } = useTranslation();
  const person = useRead(getPerson, { params: { personId } });
  if (person.error) return <ProblemNotice error={person.error} onRetry={() => void person.refetch()} />;
  if (person.isPending) return <LinesSkeleton rows={12} />;
  return (
    <>
      <PersonHead person={person.data} />
      <Tabs
        items={[
          {
            key: "decisions",
            label: t("people.tabDecisions"),
            children: <Decisions personId={person.data.personId} />,
          },
          {
            key: "histories",
            label: t("people.tabHistories"),
            children: <Histories histories={person.data.histories} />,
          },
          { key: "facts", label: t("people.tabFacts"), children: <Facts person={person.data} /> },
          {
            key: "fields",
            label: t("fields.tab"),
            children: <PersonFields personId={person.data.personId} />,
          },
          { key: "links", label: t("links.tab"), children: <PersonLinks personId={person.data.personId} /> },
        ]}
      />
    </>
  );
}

function PersonHead({ person }: { readonly person: Person }) {
  const { t } = useTranslation();
  const may = useMay();
  const admit = useCommand(admitPerson);
  return (
    <section style={{ marginBottom: 16 }}>
      <h2 style={{ margin: 0, fontSize: 22 }}>{person.name}</h2>
      <p className="soft" style={{ margin: "2px 0 12px" }}>
        {[
          person.sex && t(`people.sex.${person.sex}`),
          person.age !== null && t("people.years", { count: person.age }),
          person.employer,
          person.office.name,
          t(`people.statuses.${person.status}`),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <RevealedIdentity person={person} />
      {person.status === "observed" && may("clerk") && (
        <div style={{ marginTop: 12 }}>
          <ProblemNotice error={admit.error} />
          <Button loading={admit.isPending} onClick={() => admit.mutate({ params: { personId: person.personId } })}>
            {t("people.admit")}
          </Button>{" "}
          <span className="soft">{t("people.admitNote")}</span>
        </div>
      )}
    </section>
  );
}

function Decisions({ personId }: { readonly personId: number }) {
  const { t } = useTranslation();
  const local = useLocal();
  const decisions = useRead(decidePerson, { params: { personId }, query: {} });
  if (decisions.error) return <ProblemNotice error={decisions.error} onRetry={() => void decisions.refetch()} />;
  if (decisions.isPending) return <LinesSkeleton />;
  return (
    <>
      <p className="soft">{t("people.decidedAt", { day: decisions.data.asOf })}</p>
      <Collapse
        items={decisions.data.rows.map((row, index) => ({
          key: index,
          label: (
            <>
              <strong>{local(row.title)}</strong>
              {row.subject && <span className="soft"> · {local(row.subject)}</span>}
              {row.chosen === false && row.standing === "none" && (
                <span className="soft"> · {t("findings.notChosen")}</span>
              )}
              {row.standing !== "none" && <span className="soft"> · {t(`findings.standings.${row.standing}`)}</span>}
            </>
          ),
          extra: <OutcomeMark outcome={row.outcome} oneStepShort={row.oneStepShort} />,
          children: <WhyView why={row.why} entitled={row.outcome === "entitled"} />,
        }))}
      />
    </>
  );
}

function Facts({ person }: { readonly person: Person }) {
  const { t } = useTranslation();
  const codeName = useCodeNames();
  const shownValue = ({ field, value }: Person["facts"][number]) => {
    const table = tableOfField(field);
    return value === null ? "—" : table ? codeName(table, value) : value;
  };
  return (
    <div className="table-scroll">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t("people.fact")}</th>
            <th scope="col">{t("people.value")}</th>
            <th scope="col">{t("people.source")}</th>
          </tr>
        </thead>
        <tbody>
          {person.facts.map((fact) => (
            <tr key={`${fact.field}${fact.value}${fact.source.receivedOn}`}>
              <td>{t(`people.fields.${fact.field}` as "people.fields.team", { defaultValue: fact.field })}</td>
              <td>{shownValue(fact)}</td>
              <td>
                <SourceText source={fact.source} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

import { answerSurvey, getSurveyTemplate, openSurvey, type ReplyOf } from "@wutong/contracts";
import { Button, Checkbox, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { LinesSkeleton } from "../elements/skeletons.tsx";
import { useCommand } from "../server/commands.ts";
import { useDownload } from "../server/downloads.ts";
import { problemOf } from "../server/problem-error.ts";
import { useRead } from "../server/queries.ts";
import { PhonePage } from "../talent/phone-page.tsx";
import { DemandForm, emptyDemand, type Sent, type Typed, toSend } from "./demand-form.tsx";
import { WorkbookReader } from "./workbook-reader.tsx";

type Survey = ReplyOf<typeof openSurvey>;

/** What an employer needs, without an account: the link is the key. */
export function SurveyPage() {
  const { t } = useTranslation();
  const link = useParams()["link"] ?? "";
  const survey = useRead(openSurvey, { params: { link } });
  if (survey.data) return <Answering key={link} link={link} survey={survey.data} reload={survey.refetch} />;
  return (
    <PhonePage title={t("demand.title")}>
      <ProblemNotice error={survey.error} onRetry={() => void survey.refetch()} />
      {survey.isPending && <LinesSkeleton />}
    </PhonePage>
  );
}

function typedOf({ items }: Survey): readonly Typed[] {
  return items.map(({ state: _, ...item }) => ({ ...item, key: `item${item.itemId}` }));
}

/** What was typed here and not sent: new demands, and changed ones beside what a colleague says of them. */
function ownWork(items: readonly Typed[], base: readonly Typed[]): readonly Typed[] {
  return items
    .filter((item) => !base.some((before) => JSON.stringify(before) === JSON.stringify(item)))
    .map((item) => ({ ...item, itemId: null, key: crypto.randomUUID() }));
}

type AnsweringProps = {
  readonly link: string;
  readonly survey: Survey;
  readonly reload: () => Promise<{ readonly data: Survey | undefined }>;
};

function Answering({ link, survey, reload }: AnsweringProps) {
  const { t } = useTranslation();
  const locked = survey.state !== "open";
  // What was read when typing began: what a colleague sends meanwhile does not replace what stands here.
  const [revision, setRevision] = useState(survey.revision);
  const [base, setBase] = useState(() => typedOf(survey));
  const [items, setItems] = useState<readonly Typed[]>(() =>
    survey.items.length > 0 || locked ? typedOf(survey) : [emptyDemand()],
  );
  const [person, setPerson] = useState<Person>({
    name: survey.contact?.name ?? "",
    phone: "",
    consent: survey.contact?.consent ?? false,
  });
  const send = useCommand(answerSurvey);
  const show = (data: Survey, more: readonly Typed[]) => {
    setBase(typedOf(data));
    setItems([...typedOf(data), ...more]);
    setRevision(data.revision);
  };
  const takeOver = async () => {
    const { data } = await reload();
    if (!data) return;
    show(data, ownWork(items, base));
    send.reset();
  };
  const ready = items.map(toSend).filter((item): item is Sent => item !== undefined);
  const contact = /^1\d{10}$/.test(person.phone) && person.name.trim() !== "" ? person : null;
  const submit = () =>
    send.mutate(
      { params: { link }, body: { revision, contact, items: ready } },
      {
        onSuccess: (reply) => {
          setRevision(reply.revision);
          void reload().then(({ data }) => data && show(data, []));
        },
      },
    );
  const incomplete = ready.length < items.length || (contact === null && survey.contact === null);
  return (
    <PhonePage
      title={survey.title}
      note={t("survey.head", { employer: survey.employer, closes: survey.closesOn })}
      foot={
        !locked && (
          <Button type="primary" size="large" block disabled={incomplete} loading={send.isPending} onClick={submit}>
            {t("survey.send")}
          </Button>
        )
      }
    >
      {survey.state === "closed" && <Told text={t("survey.closed", { closes: survey.closesOn })} />}
      {survey.state === "coming" && <Told text={t("survey.coming", { opens: survey.opensOn })} />}
      {!locked && revision > 0 && !send.error && <Told text={t("survey.sent", { revision })} />}
      <ProblemNotice error={send.error} />
      {send.error && problemOf(send.error).code === "demand.revisionConflict" && (
        <Button onClick={() => void takeOver()}>{t("survey.theirs")}</Button>
      )}
      {items.map((item, at) => (
        <DemandForm
          key={item.key}
          n={at + 1}
          value={item}
          locked={locked}
          onChange={(to) => setItems(items.map((one) => (one.key === item.key ? to : one)))}
          onRemove={() => setItems(items.filter((one) => one.key !== item.key))}
        />
      ))}
      {!locked && (
        <>
          <div className="phone-card">
            <Button block onClick={() => setItems([...items, emptyDemand()])}>
              {t("survey.add")}
            </Button>
          </div>
          <Template />
          <WorkbookReader
            link={link}
            onRead={(read) =>
              setItems([
                ...items.filter((item) => item.itemId !== null || item.post !== ""),
                ...read.map((demand) => ({ ...demand, key: crypto.randomUUID(), itemId: null })),
              ])
            }
          />
          <ContactCard person={person} kept={survey.contact?.phoneMasked} onChange={setPerson} />
        </>
      )}
    </PhonePage>
  );
}

function Told({ text }: { readonly text: string }) {
  return (
    <p className="phone-card" role="status" style={{ marginTop: 0 }}>
      {text}
    </p>
  );
}

function Template() {
  const { t } = useTranslation();
  const template = useDownload(getSurveyTemplate);
  return (
    <section className="phone-card">
      <ProblemNotice error={template.error} />
      <Button
        block
        loading={template.isPending}
        onClick={() => template.mutate({ call: {}, fileName: "demand-template.xlsx" })}
      >
        {t("survey.template")}
      </Button>
    </section>
  );
}

type Person = { readonly name: string; readonly phone: string; readonly consent: boolean };
type ContactCardProps = {
  readonly person: Person;
  readonly kept: string | undefined;
  readonly onChange: (person: Person) => void;
};

function ContactCard({ person, kept, onChange }: ContactCardProps) {
  const { t } = useTranslation();
  return (
    <section className="phone-card">
      <h2 style={{ margin: "0 0 8px", fontSize: 16 }}>{t("survey.contactTitle")}</h2>
      <label htmlFor="contact">{t("demand.person")}</label>
      <Input
        id="contact"
        size="large"
        maxLength={30}
        value={person.name}
        onChange={(event) => onChange({ ...person, name: event.target.value })}
        style={{ margin: "4px 0 12px" }}
      />
      <label htmlFor="phone">{kept ? t("survey.phoneKept", { phone: kept }) : t("demand.phone")}</label>
      <Input
        id="phone"
        size="large"
        inputMode="numeric"
        maxLength={11}
        value={person.phone}
        onChange={(event) => onChange({ ...person, phone: event.target.value.replaceAll(/\D/g, "") })}
        style={{ margin: "4px 0 12px" }}
      />
      <Checkbox checked={person.consent} onChange={(event) => onChange({ ...person, consent: event.target.checked })}>
        {t("survey.consent")}
      </Checkbox>
    </section>
  );
}

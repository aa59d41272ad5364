import { personFields, type ReplyOf, settleField, takeFieldBack } from "@wutong/contracts";
import { Button, Radio } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { tableOfField, useCodeNames } from "../elements/code-names.ts";
import { useFormats } from "../elements/local.ts";
import { Mark } from "../elements/marks.tsx";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { ReasonForm } from "../elements/reason-form.tsx";
import { LinesSkeleton } from "../elements/skeletons.tsx";
import { SourceText } from "../elements/source-text.tsx";
import { useCommand } from "../server/commands.ts";
import { useRead } from "../server/queries.ts";
import { useMay } from "../server/session.tsx";
import "./fields.css";

type Field = ReplyOf<typeof personFields>["rows"][number];
type Told = Field["told"][number];

/** What each source says where they disagree, side by side; which counts and why; and settling it by hand. */
export function PersonFields({ personId }: { readonly personId: number }) {
  const { t } = useTranslation();
  const fields = useRead(personFields, { params: { personId } });
  if (fields.error) return <ProblemNotice error={fields.error} onRetry={() => void fields.refetch()} />;
  if (fields.isPending) return <LinesSkeleton />;
  if (fields.data.rows.length === 0) return <p className="soft">{t("fields.agree")}</p>;
  return (
    <>
      {fields.data.rows.map((field) => (
        <DisputedField key={field.field} personId={personId} field={field} />
      ))}
    </>
  );
}

function DisputedField({ personId, field }: { readonly personId: number; readonly field: Field }) {
  const { t } = useTranslation();
  const may = useMay();
  const shown = useShown(field);
  const [settling, setSettling] = useState(false);
  const back = useCommand(takeFieldBack);
  const name = t(`people.fields.${field.field}`);
  return (
    <section className="field-told" aria-label={name}>
      <header>
        <h3>{name}</h3>
        {field.by === "nobody" || field.shown === null ? (
          <Mark tone="hand" text={t("fields.open")} />
        ) : (
          <Mark tone="good" text={t("fields.counts", { value: shown(field.shown) })} />
        )}
        <span className="soft">{t(`fields.by.${field.by}`)}</span>
      </header>
      <ul>
        {field.told.map((told) => (
          <li key={told.key} className={told.counts ? "field-counts" : ""}>
            <span className="field-value">{shown(told.shown)}</span>
            <SourceOf told={told} />
          </li>
        ))}
      </ul>
      <SettledNote field={field} shown={shown} />
      <ProblemNotice error={back.error} />
      {settling ? (
        <SettleForm personId={personId} field={field} name={name} onDone={() => setSettling(false)} />
      ) : (
        may("clerk", "reviewer") && (
          <div className="field-moves">
            <Button size="small" onClick={() => setSettling(true)}>
              {t("fields.settle")}
            </Button>
            {field.settled && (
              <Button
                size="small"
                type="text"
                loading={back.isPending}
                onClick={() => back.mutate({ params: { personId }, body: { field: field.field } })}
              >
                {t("fields.takeBack")}
              </Button>
            )}
          </div>
        )
      )}
    </section>
  );
}

function useShown({ field }: Field): (value: string) => string {
  const codeName = useCodeNames();
  const table = tableOfField(field);
  return (value) => (table ? codeName(table, value) : value);
}

function SourceOf({ told }: { readonly told: Told }) {
  const { t } = useTranslation();
  if (told.mergedFrom !== null) {
    return (
      <span className="soft">
        {t("fields.merged", { id: told.mergedFrom })} · <span className="num">{told.source.receivedOn}</span>
      </span>
    );
  }
  return (
    <span>
      <span>{t("fields.library", { office: told.office.name })}</span> <SourceText source={told.source} />
    </span>
  );
}

/** Who settled it and on what ground; said also where it holds no longer, since a source said something new. */
function SettledNote({ field, shown }: { readonly field: Field; readonly shown: (value: string) => string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (field.settled === null) return null;
  const { shown: value, by, at, reason, holds } = field.settled;
  const said = { by, at: formats.instant(at), value: value === null ? t("fields.unknown") : shown(value), reason };
  return <p className="soft">{holds ? t("fields.settledBy", said) : t("fields.settledOnce", said)}</p>;
}

type SettleFormProps = {
  readonly personId: number;
  readonly field: Field;
  readonly name: string;
  readonly onDone: () => void;
};

const UNKNOWN = "unknown";

function SettleForm({ personId, field, name, onDone }: SettleFormProps) {
  const { t } = useTranslation();
  const shown = useShown(field);
  const settle = useCommand(settleField);
  const [key, setKey] = useState(field.told.find(({ counts }) => counts)?.key ?? field.told[0]?.key ?? UNKNOWN);
  // Sources that say the same are one choice.
  const choices = field.told.filter((one, at) => field.told.findIndex(({ shown: said }) => said === one.shown) === at);
  const chosen = field.told.find((one) => one.key === key);
  const value = choices.find((one) => one.shown === chosen?.shown)?.key ?? UNKNOWN;
  return (
    <ReasonForm
      title={t("fields.which", { field: name })}
      label={t("fields.reason")}
      submit={t("fields.settleNow")}
      minLength={4}
      busy={settle.isPending}
      error={settle.error}
      onCancel={onDone}
      onSubmit={(reason) =>
        settle.mutate(
          { params: { personId }, body: { field: field.field, key: value === UNKNOWN ? null : value, reason } },
          { onSuccess: onDone },
        )
      }
    >
      <Radio.Group
        className="field-choices"
        aria-label={t("fields.which", { field: name })}
        value={value}
        onChange={(event) => setKey(String(event.target.value))}
        options={[
          ...choices.map((one) => ({ value: one.key, label: shown(one.shown) })),
          { value: UNKNOWN, label: t("fields.staysUnknown") },
        ]}
      />
    </ReasonForm>
  );
}

import { type getPerson, type ReplyOf, revealPerson } from "@wutong/contracts";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCodeNames } from "../elements/code-names.ts";
import { ReasonForm } from "../elements/reason-form.tsx";
import { useCommand } from "../server/commands.ts";
import { useMay } from "../server/session.tsx";

type Person = ReplyOf<typeof getPerson>;

/** Masked values, shown in full for a stated purpose until the drawer closes; each reveal goes into the journal. */
export function RevealedIdentity({ person }: { readonly person: Person }) {
  const { t } = useTranslation();
  const codeName = useCodeNames();
  const may = useMay();
  const [asking, setAsking] = useState(false);
  const reveal = useCommand(revealPerson);
  const shown = (field: string, masked: string | null) =>
    reveal.data?.values.find((value) => value.field === field)?.value ?? masked ?? "—";
  const rows = [
    [codeName("documentKind", person.documentKind), shown("documentNumber", person.documentMasked)],
    [t("people.phone"), shown("phone", person.phoneMasked)],
    [t("people.birth"), shown("birth", person.birthMasked)],
    [t("people.nativePlace"), person.nativePlace ?? "—"],
    [t("people.residence"), person.residence ?? "—"],
    [t("people.class"), person.talentClass ?? "—"],
  ] as const;
  return (
    <>
      <dl className="terms">
        {rows.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
      {!asking && !reveal.data && may("clerk", "reviewer", "finance") && (
        <Button size="small" onClick={() => setAsking(true)}>
          {t("people.reveal")}
        </Button>
      )}
      {asking && (
        <ReasonForm
          title={t("people.reveal")}
          label={t("people.purpose")}
          submit={t("people.revealNow")}
          minLength={4}
          busy={reveal.isPending}
          error={reveal.error}
          onCancel={() => setAsking(false)}
          onSubmit={(purpose) =>
            reveal.mutate(
              {
                params: { personId: person.personId },
                body: { fields: ["documentNumber", "phone", "birth"], purpose },
              },
              { onSuccess: () => setAsking(false) },
            )
          }
        />
      )}
    </>
  );
}

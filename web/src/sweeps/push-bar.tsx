import { type listFindings, pushOffers, type QueryOf } from "@wutong/contracts";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../elements/local.ts";
import { ProblemLine, ProblemNotice } from "../elements/problem-notice.tsx";
import { useCommand } from "../server/commands.ts";

type PushBarProps = {
  readonly sweepId: number;
  readonly query: QueryOf<typeof listFindings>;
  readonly picked: readonly string[];
  readonly total: number | null;
  readonly onDone: () => void;
};

/** Offers the benefit to those picked, or to all that the filters show; says who was left out and why. */
export function PushBar({ sweepId, query, picked, total, onDone }: PushBarProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [sure, setSure] = useState(false);
  const push = useCommand(pushOffers);
  const all = query.outcome === "entitled" && query.chosen === "yes";
  const { limit: _, cursor: __, ...filters } = query;
  const send = () => {
    const pick =
      picked.length > 0 ? { kind: "named" as const, findingIds: [...picked] } : { kind: "filtered" as const, filters };
    push.mutate(
      { body: { sweepId, pick } },
      {
        onSuccess: () => {
          setSure(false);
          onDone();
        },
      },
    );
  };
  const count = formats.count(picked.length > 0 ? picked.length : (total ?? 0));
  return (
    <>
      <ProblemNotice error={push.error} />
      {push.data && <Pushed result={push.data} />}
      {(picked.length > 0 || (all && (total ?? 0) > 0)) && (
        <fieldset className="push-bar" aria-label={t("offers.push")}>
          <span>
            {picked.length > 0 ? t("offers.pickedNote", { many: count }) : t("offers.allNote", { many: count })}
          </span>
          {sure ? (
            <>
              <Button type="primary" loading={push.isPending} onClick={send}>
                {t("offers.pushSure", { many: count })}
              </Button>
              <Button onClick={() => setSure(false)}>{t("do.cancel")}</Button>
            </>
          ) : (
            <Button type="primary" onClick={() => setSure(true)}>
              {t("offers.pushCount", { many: count })}
            </Button>
          )}
        </fieldset>
      )}
    </>
  );
}

function Pushed({
  result,
}: {
  readonly result: NonNullable<ReturnType<typeof useCommand<typeof pushOffers>>["data"]>;
}) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <div className="inline-form" role="status">
      <strong>{t("offers.pushed", { count: result.pushed })}</strong>{" "}
      {result.opened > 0 && <span>{t("offers.opened", { count: result.opened })} </span>}
      {result.messagesFrom && <span>{t("offers.messagesFrom", { at: formats.instant(result.messagesFrom) })} </span>}
      <Link to="/offers">{t("offers.see")}</Link>
      {result.skipped.length > 0 && (
        <>
          <p style={{ margin: "8px 0 4px" }}>{t("offers.skipped", { count: result.skipped.length })}</p>
          <ul style={{ margin: 0, paddingInlineStart: 18 }}>
            {result.skipped.slice(0, 8).map((skipped) => (
              <li key={skipped.findingId}>
                {skipped.name}: <ProblemLine problem={skipped.problem} />
              </li>
            ))}
          </ul>
          {result.skipped.length > 8 && (
            <p className="soft">{t("offers.skippedMore", { count: result.skipped.length - 8 })}</p>
          )}
        </>
      )}
    </div>
  );
}

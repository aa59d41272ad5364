import { getClock, moveClock } from "@wutong/contracts";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../elements/local.ts";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { useCommand } from "../server/commands.ts";
import { useRead } from "../server/queries.ts";
import { useSession } from "../server/session.tsx";

/** Says on every page that this is a demo, shows its day, and moves it to the next working day. */
export function ClockBanner() {
  const { t } = useTranslation();
  const formats = useFormats();
  const clock = useRead(getClock, {});
  const move = useCommand(moveClock);
  const { data: session } = useSession();
  if (!clock.data?.demo) return null;
  const { today, nextWorkingDay, workingDay } = clock.data;
  return (
    <>
      <div className="demo-banner" role="note">
        <strong>{t("clock.demo")}</strong>
        <span>{t("clock.invented")}</span>
        <span className="demo-banner-grow" />
        <span className="num">
          {t("clock.today", { day: today, weekday: formats.weekday(today) })}
          {!workingDay && ` · ${t("clock.dayOff")}`}
        </span>
        {session?.kind === "staff" && (
          <Button
            size="small"
            ghost
            loading={move.isPending}
            title={t("clock.nextTitle", { day: nextWorkingDay })}
            onClick={() => move.mutate({ body: { to: "nextWorkingDay" } })}
          >
            {t("clock.next")}
          </Button>
        )}
        <Link to="/demo/messages">{t("clock.messages")}</Link>
      </div>
      {move.error && <ProblemNotice error={move.error} />}
    </>
  );
}

import { getSweepSchedule, type ReplyOf, setSweepSchedule } from "@wutong/contracts";
import { Button, Checkbox, Input, Switch } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../elements/local.ts";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { useCommand } from "../server/commands.ts";
import { useRead } from "../server/queries.ts";
import { useMay } from "../server/session.tsx";

type Schedule = NonNullable<ReplyOf<typeof getSweepSchedule>["schedule"]>;
/** The contract counts them from 1. */
const WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** When the office sweeps by itself, in a line above the sweeps; set in place. */
export function SweepSchedule() {
  const { t } = useTranslation();
  const formats = useFormats();
  const daysOf = useDays();
  const may = useMay();
  const [setting, setSetting] = useState(false);
  const asked = useRead(getSweepSchedule, {});
  if (asked.error) return <ProblemNotice error={asked.error} onRetry={() => void asked.refetch()} />;
  if (asked.isPending) return null;
  const { schedule } = asked.data;
  if (setting) return <ScheduleForm schedule={schedule} onDone={() => setSetting(false)} />;
  return (
    <p className="sweep-schedule">
      <span>
        {schedule?.active
          ? t("sweeps.scheduled", { days: daysOf(schedule.weekdays), at: schedule.at })
          : t("sweeps.notScheduled")}
      </span>
      {schedule?.nextAt && <span className="soft">{t("sweeps.nextAt", { at: formats.instant(schedule.nextAt) })}</span>}
      {may("clerk", "leader") && (
        <Button size="small" onClick={() => setSetting(true)}>
          {t("sweeps.schedule")}
        </Button>
      )}
    </p>
  );
}

/** The days of the week in words. */
function useDays(): (weekdays: readonly number[]) => string {
  const { t } = useTranslation();
  const names = WEEK.map((day) => t(`sweeps.weekdays.${day}`));
  return (weekdays) => {
    if (weekdays.length === WEEK.length) return t("sweeps.everyDay");
    if (weekdays.join() === "1,2,3,4,5") return t("sweeps.workingDays");
    return weekdays.map((day) => names[day - 1]).join(t("do.comma"));
  };
}

type FormProps = { readonly schedule: Schedule | null; readonly onDone: () => void };

function ScheduleForm({ schedule, onDone }: FormProps) {
  const { t } = useTranslation();
  const set = useCommand(setSweepSchedule);
  const [active, setActive] = useState(schedule?.active ?? true);
  const [at, setAt] = useState(schedule?.at ?? "05:30");
  const [weekdays, setWeekdays] = useState<readonly number[]>(schedule?.weekdays ?? [1, 2, 3, 4, 5]);
  const field = useId();
  return (
    <form
      className="inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        set.mutate({ body: { active, at, weekdays: [...weekdays] } }, { onSuccess: onDone });
      }}
      onKeyDown={(event) => event.key === "Escape" && onDone()}
    >
      <div className="inline-form-title">{t("sweeps.schedule")}</div>
      <p className="soft">{t("sweeps.scheduleNote")}</p>
      <ProblemNotice error={set.error} />
      <div className="sweep-schedule-fields">
        <Switch checked={active} onChange={setActive} aria-label={t("sweeps.active")} />
        <span>{t("sweeps.active")}</span>
        <label htmlFor={field}>{t("sweeps.atTime")}</label>
        <Input
          id={field}
          type="time"
          required
          disabled={!active}
          value={at}
          onChange={(event) => setAt(event.target.value)}
          style={{ width: 130 }}
        />
        <Checkbox.Group
          aria-label={t("sweeps.onDays")}
          disabled={!active}
          value={[...weekdays]}
          onChange={(days) => setWeekdays(days.toSorted((a, b) => a - b))}
          options={WEEK.map((day, at) => ({ value: at + 1, label: t(`sweeps.weekdays.${day}`) }))}
        />
      </div>
      <div style={{ display: "flex", gap: 8 }}>
        <Button
          type="primary"
          htmlType="submit"
          disabled={weekdays.length === 0 || !/^\d\d:\d\d$/.test(at)}
          loading={set.isPending}
        >
          {t("sweeps.saveSchedule")}
        </Button>
        <Button onClick={onDone}>{t("do.cancel")}</Button>
      </div>
    </form>
  );
}

import { problem } from "@wutong/kernel";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useRouteError } from "react-router";
import { Empty } from "../elements/empty.tsx";
import { ProblemNotice } from "../elements/problem-notice.tsx";

/** An address that leads nowhere. */
export function LostPage() {
  const { t } = useTranslation();
  return (
    <Empty
      title={t("frame.lost")}
      todo={t("frame.lostTodo")}
      action={
        <Link to="/">
          <Button>{t("frame.home")}</Button>
        </Link>
      }
    />
  );
}

/** A page whose code could not be fetched, or that broke: nothing is lost, since pages keep nothing. */
export function RouteFault() {
  const error = useRouteError();
  const fetched = error instanceof TypeError && /import|fetch/i.test(error.message);
  return (
    <div style={{ maxWidth: 560, margin: "64px auto", padding: 16 }}>
      <ProblemNotice
        problem={fetched ? problem("http.offline") : problem("http.bug", { reference: String(error).slice(0, 120) })}
        onRetry={() => window.location.reload()}
      />
    </div>
  );
}

import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useLocal } from "../elements/local.ts";
import { yuanText } from "../elements/money.tsx";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { LinesSkeleton } from "../elements/skeletons.tsx";
import { useAnswers } from "./answers-context.tsx";
import { outcomesOf } from "./outcomes.ts";
import type { Region } from "./region-choice.tsx";
import { useRules } from "./use-rules.ts";

/** What the answers of the calculator come to in both regions. Worked out here, like everything that was answered. */
export function HereAndThere({ a, b }: { readonly a: Region; readonly b: Region }) {
  const { t } = useTranslation();
  const { order } = useAnswers();
  return (
    <section className="here-there" aria-labelledby="here-there">
      <h2 id="here-there">{t("sideBySide.mine")}</h2>
      {order.length === 0 ? (
        <p className="sheet sheet-pad">
          {t("sideBySide.noAnswers")}{" "}
          <Link to={`/public/calculator?region=${a.regionId}`}>{t("sideBySide.toCalculator")}</Link>
        </p>
      ) : (
        <div className="here-there-columns">
          {[a, b].map((region) => (
            <InRegion key={region.regionId} region={region} />
          ))}
        </div>
      )}
    </section>
  );
}

function InRegion({ region }: { readonly region: Region }) {
  const { t } = useTranslation();
  const local = useLocal();
  const { answers } = useAnswers();
  const { rules, error, retry } = useRules(region.regionId);
  if (error) return <ProblemNotice error={error} onRetry={retry} />;
  if (!rules) return <LinesSkeleton rows={4} />;
  const { kept, near, open } = outcomesOf(rules.calculate(answers));
  const more = rules.next(answers) !== undefined;
  const money = kept.filter(({ due }) => !due.inKind).reduce((sum, { due }) => sum + due.dueFen, 0n);
  return (
    <div className="sheet here-there-side">
      <h3>{local(region.name)}</h3>
      <div className="total-number">
        <strong className="num">{yuanText(money.toString())}</strong> {t("unit.yuan")}
      </div>
      <ul>
        {kept.map(({ policy, decision, due }) => (
          <li key={`${policy.envelope.id} ${decision.certificate}`}>
            <span>{local(policy.envelope.title)}</span>
            <span className="num">{yuanText(due.dueFen.toString())}</span>
          </li>
        ))}
      </ul>
      <p className="soft">
        {t("sideBySide.rest", { near: near.length, open: open.length })}
        {more && (
          <>
            {" "}
            <Link to={`/public/calculator?region=${region.regionId}`}>{t("sideBySide.more")}</Link>
          </>
        )}
      </p>
    </div>
  );
}

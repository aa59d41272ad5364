import { searchLibrary } from "@wutong/contracts";
import type { Calculated } from "@wutong/policy";
import { Button } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { Empty } from "../elements/empty.tsx";
import { LinkButton } from "../elements/link-button.tsx";
import { useLocal } from "../elements/local.ts";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { LinesSkeleton } from "../elements/skeletons.tsx";
import { PublicHead } from "../frame/public-head.tsx";
import { useRead } from "../server/queries.ts";
import { useAnswers } from "./answers-context.tsx";
import { GivenAnswers } from "./given-answers.tsx";
import { QuestionForm } from "./question-form.tsx";
import { RegionChoice } from "./region-choice.tsx";
import { ResultView } from "./result-view.tsx";
import { type Rules, useRules } from "./use-rules.ts";

/** What would I get: asks what the policies still need to know, and works it out in this browser. */
export function CalculatorPage() {
  const { t } = useTranslation();
  const local = useLocal();
  const [params, setParams] = useSearchParams();
  const library = useRead(searchLibrary, { query: {} });
  const regions = library.data?.regions ?? [];
  const region =
    regions.find(({ regionId }) => regionId === params.get("region")) ?? regions.find(({ policies }) => policies > 0);
  const { rules, error, retry } = useRules(region?.regionId);
  const fault = library.error ?? error;
  return (
    <>
      <PublicHead title={t("calculator.title")} note={region && t("calculator.note", { region: local(region.name) })} />
      <main className="public-page calculator">
        <div className="calculator-bar no-print">
          <RegionChoice
            label={t("calculator.region")}
            regions={regions}
            value={region?.regionId}
            onChange={(regionId) => setParams({ region: regionId }, { replace: true })}
          />
          <p className="privacy">{t("calculator.privacy")}</p>
        </div>
        {fault && <ProblemNotice error={fault} onRetry={library.error ? () => void library.refetch() : retry} />}
        {library.data && !region && (
          <div className="sheet">
            <Empty title={t("library.none")} todo={t("library.noneTodo")} />
          </div>
        )}
        {rules && <Calculating key={rules.regionId} rules={rules} />}
        {!rules && (library.isPending || region) && !fault && <LinesSkeleton rows={8} />}
      </main>
    </>
  );
}

function Calculating({ rules }: { readonly rules: Rules }) {
  const { answers, order: all, answer, forget } = useAnswers();
  const [changing, setChanging] = useState<string>();
  const { asOf, policies } = rules;
  // What was answered for another region's policies alone is neither shown nor gone back to.
  const order = useMemo(() => all.filter((fact) => rules.about(fact, answers) !== undefined), [rules, all, answers]);
  const question = useMemo(
    () => (changing === undefined ? rules.next(answers) : rules.about(changing, answers)),
    [rules, answers, changing],
  );
  const calculated = useMemo(() => rules.calculate(answers), [rules, answers]);
  const at = changing === undefined ? order.length : order.indexOf(changing);
  const before = order[at - 1];
  return (
    <div className="calculator-columns">
      <div className="calculator-question no-print">
        <Progress answered={order.length} calculated={calculated} />
        {question ? (
          <QuestionForm
            key={`${question.fact} ${changing ?? ""}`}
            question={question}
            policies={policies}
            asOf={asOf}
            before={answers[question.fact]}
            takesFocus={order.length > 0}
            onAnswer={(given) => {
              answer(question.fact, given);
              setChanging(undefined);
            }}
            onBack={before === undefined ? undefined : () => setChanging(before)}
          />
        ) : (
          <Done
            rules={rules}
            onRestart={() => {
              forget();
              setChanging(undefined);
            }}
          />
        )}
      </div>
      <ResultView
        calculated={calculated}
        done={question === undefined}
        others={policies.length - countOf(calculated)}
      />
      <GivenAnswers
        rules={rules}
        order={order}
        onChange={setChanging}
        onForget={() => {
          forget();
          setChanging(undefined);
        }}
      />
    </div>
  );
}

/** Policies about people: one about several papers is one. */
function countOf({ decisions, withoutSubject }: Calculated): number {
  return new Set([...decisions, ...withoutSubject].map(({ policy }) => policy)).size;
}

function Progress({ answered, calculated }: { readonly answered: number; readonly calculated: Calculated }) {
  const { t } = useTranslation();
  const { decisions, withoutSubject } = calculated;
  const all = countOf(calculated);
  const open = [
    ...decisions.filter(({ decision }) => decision.outcome === "possible"),
    ...withoutSubject.filter(({ known }) => !known),
  ];
  const settled = all - new Set(open.map(({ policy }) => policy)).size;
  return (
    <div className="progress">
      <div className="progress-bar" aria-hidden="true">
        <span style={{ width: `${all === 0 ? 0 : (100 * settled) / all}%` }} />
      </div>
      <p>
        {t("calculator.progress", { answered, settled, all })}
        <a href="#result">{t("calculator.toResult")}</a>
      </p>
    </div>
  );
}

function Done({ rules, onRestart }: { readonly rules: Rules; readonly onRestart: () => void }) {
  const { t } = useTranslation();
  return (
    <section className="sheet question" aria-labelledby="done">
      <h2 id="done">{t("calculator.done")}</h2>
      <p className="soft">{t("calculator.doneNote")}</p>
      <div className="question-moves">
        <Button type="primary" size="large" onClick={() => print()}>
          {t("calculator.print")}
        </Button>
        <LinkButton size="large" to={`/public/compare?a=${rules.regionId}`}>
          {t("calculator.elsewhere")}
        </LinkButton>
        <Button type="text" size="large" onClick={onRestart}>
          {t("calculator.restart")}
        </Button>
      </div>
    </section>
  );
}

import { getLibraryPolicy } from "@wutong/contracts";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { ConditionTree } from "../elements/condition-tree.tsx";
import { LinkButton } from "../elements/link-button.tsx";
import { useLocal } from "../elements/local.ts";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { LinesSkeleton } from "../elements/skeletons.tsx";
import { PublicHead } from "../frame/public-head.tsx";
import { useRead } from "../server/queries.ts";
import { AmountRows } from "./amount-rows.tsx";
import type { LibraryPolicy } from "./library-policy.ts";

/** One policy for anyone to read, to share and to print: the rule in words beside the text that it comes from. */
export function LibraryPolicyPage() {
  const { t } = useTranslation();
  const local = useLocal();
  const span = useSpan();
  const { policyId = "" } = useParams();
  const read = useRead(getLibraryPolicy, { params: { policyId } });
  const policy = read.data?.policyId === policyId ? read.data : undefined;
  return (
    <>
      <PublicHead
        title={policy ? local(policy.title) : t("library.title")}
        note={
          policy &&
          t("library.policyNote", {
            place: local(policy.place),
            span: span(policy),
            version: policy.version,
          })
        }
      />
      <main className="public-page">
        <Link className="no-print" to="/public/policies">
          ← {t("library.backToAll")}
        </Link>
        {read.error && <ProblemNotice error={read.error} onRetry={() => void read.refetch()} />}
        {policy ? <Reading policy={policy} /> : !read.error && <LinesSkeleton rows={10} />}
      </main>
    </>
  );
}

/** From when to when, in words. */
function useSpan() {
  const { t } = useTranslation();
  return ({ from, to }: Pick<LibraryPolicy, "from" | "to">) =>
    to === null ? t("library.since", { from }) : t("library.fromTo", { from, to });
}

function Reading({ policy }: { readonly policy: LibraryPolicy }) {
  const { t } = useTranslation();
  const local = useLocal();
  return (
    <article className="reading">
      <Actions policy={policy} />
      {policy.fragment && <p className="done-note">{t("library.fragmentNote")}</p>}
      <Facts policy={policy} />
      <div className="reading-columns">
        <div>
          <Section title={t("policies.prose")}>
            <p className="prose">{unbroken(local(policy.prose))}</p>
          </Section>
          <Section title={t("policies.conditions")}>
            <ConditionTree nodes={policy.conditions} plain />
          </Section>
          <Section title={t("policies.amount")}>
            <AmountRows amount={policy.amount} />
          </Section>
          <Section title={t("policies.payPlan")}>
            <p>{local(policy.payPlan)}</p>
          </Section>
          <Lines title={t("library.notes")} lines={policy.notes.map(local)} />
        </div>
        <div>
          <Lines title={t("library.when")} lines={policy.deadlines.map(local)} />
          <Lines title={t("policies.undertakings")} lines={policy.undertakings.map(({ text }) => local(text))} />
          <Lines title={t("policies.limits")} lines={policy.limits.map(local)} />
          <Lines title={t("policies.stacking")} lines={policy.stacking.map(local)} />
          <Source policy={policy} />
        </div>
      </div>
    </article>
  );
}

/** Lines of the file are no lines of the text. */
function unbroken(text: string): string {
  return text.replaceAll(/(?<=[^\x20-\x7e])\n(?=[^\x20-\x7e])/g, "").replaceAll("\n", " ");
}

function Actions({ policy }: { readonly policy: LibraryPolicy }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const share = async () => {
    // Without the clipboard (plain http) the address bar has the same link.
    await navigator.clipboard?.writeText(location.href);
    setCopied(true);
  };
  return (
    <div className="reading-actions no-print">
      <LinkButton type="primary" to={`/public/calculator?region=${policy.regionId}`}>
        {t("library.calculate")}
      </LinkButton>
      <LinkButton to={`/public/compare?a=${policy.regionId}&kind=${policy.benefit}`}>{t("library.compare")}</LinkButton>
      <Button onClick={() => void share()}>{copied ? t("library.copied") : t("library.copy")}</Button>
      <Button onClick={() => print()}>{t("library.print")}</Button>
    </div>
  );
}

function Facts({ policy }: { readonly policy: LibraryPolicy }) {
  const { t } = useTranslation();
  const local = useLocal();
  const facts = [
    [t("library.kind"), local(policy.benefitName)],
    [t("library.who"), local(policy.subject)],
    [t("library.pays"), local(policy.pays)],
    [t("policies.handling"), t(`policies.handlings.${policy.handling}`)],
  ];
  return (
    <dl className="sheet reading-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <Section title={title}>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Section>
  );
}

function Source({ policy }: { readonly policy: LibraryPolicy }) {
  const { t } = useTranslation();
  const local = useLocal();
  const span = useSpan();
  const { documentNumber, clause, link } = policy.source;
  return (
    <Section title={t("policies.source")}>
      <p style={{ overflowWrap: "anywhere" }}>
        {documentNumber} {clause}
        {/^https?:/.test(link) && (
          <>
            <br />
            <a href={link} target="_blank" rel="noreferrer">
              {link}
            </a>
          </>
        )}
      </p>
      <p className="soft">{local(policy.sourceNote)}</p>
      <ul>
        {policy.versions.map(({ version, from, to }) => (
          <li key={version}>{t("library.versionLine", { version, span: span({ from, to }) })}</li>
        ))}
      </ul>
    </Section>
  );
}

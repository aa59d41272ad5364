import { personLinks, type ReplyOf, splitPerson, undoMove } from "@wutong/contracts";
import { Button, Checkbox, Input } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useCodeNames } from "../elements/code-names.ts";
import { useFormats } from "../elements/local.ts";
import { Mark } from "../elements/marks.tsx";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { LinesSkeleton } from "../elements/skeletons.tsx";
import { useCommand } from "../server/commands.ts";
import { useRead } from "../server/queries.ts";
import { useMay } from "../server/session.tsx";
import "../links/links.css";

type Links = ReplyOf<typeof personLinks>;
type Move = Links["moves"][number];

/** Which documents a person is known by, what was merged into them or split off, and both taken back or done. */
export function PersonLinks({ personId }: { readonly personId: number }) {
  const { t } = useTranslation();
  const may = useMay();
  const [splitting, setSplitting] = useState(false);
  const links = useRead(personLinks, { params: { personId } });
  if (links.error) return <ProblemNotice error={links.error} onRetry={() => void links.refetch()} />;
  if (links.isPending) return <LinesSkeleton />;
  const { unconfirmed, conflicts, openPairs, documents, moves } = links.data;
  const disputed = conflicts.map((field) =>
    t(`people.fields.${field}` as "people.fields.team", { defaultValue: field }),
  );
  return (
    <>
      {unconfirmed && (
        <p>
          <Mark tone="hand" text={t("links.unconfirmed")} /> <Link to="/links?state=merged">{t("links.toReview")}</Link>
        </p>
      )}
      {disputed.length > 0 && (
        <p>
          <Mark tone="hand" text={t("links.disputed", { fields: disputed.join(t("do.comma")) })} />
        </p>
      )}
      {openPairs > 0 && (
        <p>
          {t("links.openPairs", { count: openPairs })} <Link to="/links">{t("links.toReview")}</Link>
        </p>
      )}
      <h3 className="section-title">{t("links.documents")}</h3>
      <Documents documents={documents} />
      <h3 className="section-title">{t("links.history")}</h3>
      <History moves={moves} />
      {documents.length > 1 && may("clerk", "reviewer") && (
        <div style={{ marginTop: 20 }}>
          {splitting ? (
            <SplitForm personId={personId} links={links.data} onDone={() => setSplitting(false)} />
          ) : (
            <Button onClick={() => setSplitting(true)}>{t("links.splitOpen")}</Button>
          )}
        </div>
      )}
    </>
  );
}

function Documents({ documents }: Pick<Links, "documents">) {
  const { t } = useTranslation();
  const codeName = useCodeNames();
  return (
    <ul className="pair-list">
      {documents.map(({ key, kind, masked, knownAs }) => (
        <li key={key}>
          <span className="soft">{codeName("documentKind", kind)}</span> <span className="num">{masked}</span>
          {knownAs && <span className="soft"> · {t("links.knownAs", { name: knownAs })}</span>}
        </li>
      ))}
    </ul>
  );
}

function History({ moves }: Pick<Links, "moves">) {
  const { t } = useTranslation();
  const formats = useFormats();
  const may = useMay();
  const undo = useCommand(undoMove);
  if (moves.length === 0) return <p className="soft">{t("links.noHistory")}</p>;
  const newest = moves.find((move) => move.undoneAt === null);
  return (
    <>
      <ProblemNotice error={undo.error} />
      <p role="status" className={undo.isSuccess ? "done-note" : ""}>
        {undo.isSuccess && t("links.undone")}
      </p>
      <ul className="link-history">
        {moves.map((move) => (
          <li key={move.moveId}>
            <span className="link-what">
              <WhatMoved move={move} />
            </span>
            <span className="soft">{t("links.byAt", { by: move.madeBy, at: formats.instant(move.madeAt) })}</span>
            {move === newest && may("clerk", "reviewer") && (
              <Button
                size="small"
                loading={undo.isPending}
                onClick={() => undo.mutate({ params: { moveId: move.moveId } })}
              >
                {t("links.undo")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function WhatMoved({ move }: { readonly move: Move }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const what =
    move.kind === "merge" ? t("links.merged", { from: move.fromPerson }) : t("links.split", { to: move.toPerson });
  return (
    <>
      {move.undoneAt === null ? what : <s>{what}</s>}
      {!move.confirmed && move.undoneAt === null && <Mark tone="hand" text={t("links.isUnconfirmed")} />}
      {move.undoneAt !== null && (
        <span className="soft">
          {" "}
          {t("links.isUndone", { by: move.undoneBy ?? "", at: formats.instant(move.undoneAt) })}
        </span>
      )}
      {move.reason !== "" && <span className="soft"> {t("links.reasonGiven", { reason: move.reason })}</span>}
    </>
  );
}

type SplitFormProps = { readonly personId: number; readonly links: Links; readonly onDone: () => void };

function SplitForm({ personId, links, onDone }: SplitFormProps) {
  const { t } = useTranslation();
  const codeName = useCodeNames();
  const split = useCommand(splitPerson);
  const [documents, setDocuments] = useState<readonly string[]>([]);
  const [sources, setSources] = useState<readonly string[]>([]);
  const [reason, setReason] = useState("");
  const field = useId();
  const chosen = links.sources.filter((one) => sources.includes(`${one.register} ${one.batchId}`));
  if (split.data) {
    return (
      <p role="status" className="done-note">
        {t("links.splitDone", { id: split.data.newPersonId })}{" "}
        <Link to={`/people?open=${split.data.newPersonId}`}>{t("links.openNew")}</Link>
      </p>
    );
  }
  return (
    <form
      className="inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        const body = {
          documents: [...documents],
          sources: chosen.map(({ register, batchId }) => ({ register, batchId })),
          reason,
        };
        split.mutate({ params: { personId }, body });
      }}
    >
      <div className="inline-form-title">{t("links.splitTitle")}</div>
      <p className="soft">{t("links.splitNote")}</p>
      <ProblemNotice error={split.error} />
      <fieldset>
        <legend>{t("links.splitDocuments")}</legend>
        <Checkbox.Group
          className="link-choices"
          value={[...documents]}
          onChange={(keys) => setDocuments(keys)}
          options={links.documents.map(({ key, kind, masked }) => ({
            value: key,
            label: `${codeName("documentKind", kind)} ${masked}`,
          }))}
        />
      </fieldset>
      <fieldset>
        <legend>{t("links.splitSources")}</legend>
        <Checkbox.Group
          className="link-choices"
          value={[...sources]}
          onChange={(keys) => setSources(keys)}
          options={links.sources.map(({ register, batchId, fileName, rows, receivedOn }) => ({
            value: `${register} ${batchId}`,
            label: [
              t("links.rows", {
                register: t(`registers.${register}` as "registers.insurance", { defaultValue: register }),
                count: rows,
              }),
              fileName,
              receivedOn,
            ]
              .filter(Boolean)
              .join(" · "),
          }))}
        />
      </fieldset>
      <label htmlFor={field}>{t("links.splitReason")}</label>
      <Input
        id={field}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        style={{ margin: "4px 0 10px" }}
      />
      <div style={{ display: "flex", gap: 8 }}>
        <Button
          type="primary"
          htmlType="submit"
          disabled={documents.length === 0 || reason.trim().length < 4}
          loading={split.isPending}
        >
          {t("links.splitNow")}
        </Button>
        <Button onClick={onDone}>{t("do.cancel")}</Button>
      </div>
    </form>
  );
}

import { approvePair, decidePair, listPairs, type Pair, type PairState, undoPair } from "@wutong/contracts";
import { type Ref, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Empty } from "../elements/empty.tsx";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { ReasonForm } from "../elements/reason-form.tsx";
import { LinesSkeleton } from "../elements/skeletons.tsx";
import { useCommand } from "../server/commands.ts";
import { problemOf } from "../server/problem-error.ts";
import { useRead } from "../server/queries.ts";
import { useMay } from "../server/session.tsx";
import { DecisionBar } from "./decision-bar.tsx";
import { chanceText } from "./pair-rows.ts";
import { PairTable } from "./pair-table.tsx";
import { type Move, movesFor, useKeys } from "./review-keys.ts";

/** Pairs fetched at once: the next one is there before it is needed. */
const AHEAD = 20;

type Said = { readonly pairId: number; readonly state: PairState; readonly names: string };

type ReviewDeskProps = { readonly state: PairState; readonly count: number; readonly never: boolean };

/** One pair after the other: two records side by side, decided by a key; the last decision can be taken back. */
export function ReviewDesk({ state, count, never }: ReviewDeskProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // Whoever works by keyboard or listens goes on at the next question.
  const review = useReview(state, () => heading.current?.focus());
  const { pairs, pair, said, moves, busy, error } = review;
  useKeys({
    enabled: !busy && !review.asking,
    act: (key) => {
      if (key === "u" && review.takeBack) return review.takeBack();
      const move = moves.find((one) => one.key === key);
      if (move) review.send(move.move);
    },
  });
  if (pairs.error) return <ProblemNotice error={pairs.error} onRetry={() => void pairs.refetch()} />;
  if (pairs.isPending) return <LinesSkeleton rows={10} />;
  return (
    <>
      <SaidLine said={said} done={review.decided} onUndo={review.takeBack} busy={busy} />
      <ProblemNotice error={error} />
      {pair ? (
        <section className="sheet pair-sheet" aria-labelledby="pair-question">
          <PairHead pair={pair} heading={heading} count={Math.max(count, review.open)} />
          <Warnings pair={pair} />
          {review.asking ? (
            <ProposeForm busy={busy} onPropose={(reason) => review.send("same", reason)} onCancel={review.stopAsking} />
          ) : (
            <DecisionBar moves={moves} busy={busy} onMove={(move) => review.send(move)} />
          )}
          <PairTable pair={pair} />
        </section>
      ) : (
        <NothingLeft state={state} never={never} />
      )}
    </>
  );
}

/** The queue of a state and what is done with its first pair. A decided one leaves at once; the list is read again behind it. */
function useReview(state: PairState, onSettled: () => void) {
  const may = useMay();
  const pairs = useRead(listPairs, { query: { state, limit: AHEAD } });
  const [done, setDone] = useState<ReadonlyMap<number, PairState>>(new Map());
  const [said, setSaid] = useState<Said>();
  const [asking, setAsking] = useState(false);
  const { decide, approve, undo, busy, error, reset } = useDecisions();
  const open = (pairs.data?.rows ?? []).filter((one) => (done.get(one.pairId) ?? one.state) === state);
  const pair = open[0];
  const settle = (about: Omit<Said, "state">) => (reply: { readonly state: PairState }) => {
    setDone((before) => new Map(before).set(about.pairId, reply.state));
    setSaid({ ...about, state: reply.state });
    setAsking(false);
    onSettled();
  };
  const send = (move: Move, reason = "") => {
    if (!pair) return;
    reset();
    if (move === "same" && pair.numbersClash && reason === "") return setAsking(true);
    const params = { pairId: pair.pairId };
    const then = {
      onSuccess: settle({ pairId: pair.pairId, names: namesOf(pair) }),
      // Somebody else was quicker: the list is read again, and the notice says why the pair is gone.
      onError: (failure: Error) => problemOf(failure).code === "people.pairDecided" && void pairs.refetch(),
    };
    if (move === "undo") return undo.mutate({ params }, then);
    if (move === "approve" || move === "refuse")
      return approve.mutate({ params, body: { approve: move === "approve" } }, then);
    decide.mutate({ params, body: { decision: move, ...(reason === "" ? {} : { reason }) } }, then);
  };
  const mayTakeBack = said !== undefined && !["waiting", "merged"].includes(said.state) && may("clerk", "reviewer");
  return {
    pairs,
    pair,
    open: open.length,
    said,
    decided: countDecided(done),
    moves: pair ? movesFor(pair, may) : [],
    busy,
    error,
    asking,
    stopAsking: () => setAsking(false),
    send,
    takeBack: mayTakeBack
      ? () => undo.mutate({ params: { pairId: said.pairId } }, { onSuccess: settle(said) })
      : undefined,
  };
}

type PairHeadProps = { readonly pair: Pair; readonly heading: Ref<HTMLHeadingElement>; readonly count: number };

function PairHead({ pair, heading, count }: PairHeadProps) {
  const { t } = useTranslation();
  const two = pair.sides.length > 1;
  return (
    <header className="pair-head">
      <h2 id="pair-question" ref={heading} tabIndex={-1}>
        {two ? t("links.question") : t("links.oneNow")}
      </h2>
      {two && !pair.numbersClash && (
        <span className="pair-likely">{t("links.likely", { percent: chanceText(pair.weight) })}</span>
      )}
      <span className="soft num">{t("links.queue", { count })}</span>
    </header>
  );
}

type ProposeFormProps = {
  readonly busy: boolean;
  readonly onPropose: (reason: string) => void;
  readonly onCancel: () => void;
};

function ProposeForm({ busy, onPropose, onCancel }: ProposeFormProps) {
  const { t } = useTranslation();
  return (
    <div className="pair-asking">
      <ReasonForm
        title={t("links.proposeTitle")}
        label={t("links.proposeLabel")}
        submit={t("links.propose")}
        minLength={4}
        busy={busy}
        error={null}
        onSubmit={onPropose}
        onCancel={onCancel}
      />
    </div>
  );
}

function useDecisions() {
  const [decide, approve, undo] = [useCommand(decidePair), useCommand(approvePair), useCommand(undoPair)];
  return {
    decide,
    approve,
    undo,
    busy: decide.isPending || approve.isPending || undo.isPending,
    error: decide.error ?? approve.error ?? undo.error,
    reset: () => {
      for (const one of [decide, approve, undo]) one.reset();
    },
  };
}

function countDecided(done: ReadonlyMap<number, PairState>): number {
  return [...done.values()].filter((state) => !["waiting", "merged", "later"].includes(state)).length;
}

function namesOf(pair: Pair): string {
  return [...new Set(pair.sides.map((side) => side.name))].join(" / ");
}

type SaidLineProps = {
  readonly said: Said | undefined;
  readonly done: number;
  readonly busy: boolean;
  readonly onUndo: (() => void) | undefined;
};

/** What was decided last, read out; it keeps its place when there is nothing to say. */
function SaidLine({ said, done, onUndo, busy }: SaidLineProps) {
  const { t } = useTranslation();
  return (
    <div className="pair-said">
      <span role="status">{said && said.state !== "gone" && t(`links.said.${said.state}`, { names: said.names })}</span>
      {onUndo && (
        <button type="button" className="link-cell" disabled={busy} onClick={onUndo}>
          {t("links.undoLast")} <kbd>U</kbd>
        </button>
      )}
      <span className="filter-bar-grow" />
      {done > 0 && <span className="soft num">{t("links.doneNow", { count: done })}</span>}
    </div>
  );
}

function Warnings({ pair }: { readonly pair: Pair }) {
  const { t } = useTranslation();
  const fields = pair.conflicts.map((field) =>
    t(`people.fields.${field}` as "people.fields.team", { defaultValue: field }),
  );
  return (
    <>
      {pair.numbersClash && (
        <div className="problem pair-warning">
          <div className="problem-what">{t("links.clash")}</div>
          <div>{t("links.clashTodo")}</div>
        </div>
      )}
      {fields.length > 0 && <p className="pair-note">{t("links.conflict", { fields: fields.join(t("do.comma")) })}</p>}
      {pair.reason !== "" && <p className="pair-note">{t("links.reasonGiven", { reason: pair.reason })}</p>}
      {pair.proposedByMe && <p className="pair-note">{t("links.proposedByMe")}</p>}
    </>
  );
}

function NothingLeft({ state, never }: { readonly state: PairState; readonly never: boolean }) {
  const { t } = useTranslation();
  if (never) return <Empty title={t("links.never")} todo={t("links.neverTodo")} />;
  const which = state === "waiting" ? "waiting" : "other";
  return <Empty title={t(`links.empty.${which}`)} todo={t(`links.emptyTodo.${which}`)} />;
}

import type { Pair, PairSide } from "@wutong/contracts";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useCodeNames } from "../elements/code-names.ts";
import { useLocal } from "../elements/local.ts";
import { Mark } from "../elements/marks.tsx";
import { differingPlaces, fieldsOf, type PairField, type ShownField, weightWord } from "./pair-rows.ts";

/** Two records side by side: what each says, how well it agrees, and what that weighs. */
export function PairTable({ pair }: { readonly pair: Pair }) {
  const { t } = useTranslation();
  const [left, right] = pair.sides;
  if (!left) return null;
  return (
    <div className="pair-scroll">
      <table className="pair-table" aria-label={t("links.question")}>
        <thead>
          <tr>
            <th scope="col" className="pair-field">
              <span className="pair-desk-only">{t("links.field")}</span>
            </th>
            <th scope="col">
              <SideHead side={left} letter={t("links.left")} />
            </th>
            <th scope="col">{right && <SideHead side={right} letter={t("links.right")} />}</th>
            <th scope="col" className="pair-agreement-head">
              <span className="pair-desk-only">{t("links.agreement")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {fieldsOf(pair).map((field) => (
            <FieldRow key={field} field={field} pair={pair} />
          ))}
          <tr>
            <th scope="row" className="pair-label">
              {t("links.fields.registers")}
            </th>
            {[left, right].map((side, at) => (
              <td key={at === 0 ? "left" : "right"}>{side && <Registers side={side} />}</td>
            ))}
            <td />
          </tr>
        </tbody>
      </table>
    </div>
  );
}

function SideHead({ side, letter }: { readonly side: PairSide; readonly letter: string }) {
  const { t } = useTranslation();
  return (
    <div className="pair-side">
      <span className="soft">{letter}</span>
      <Link to={`/people?open=${side.personId}`} className="pair-name">
        {side.name}
      </Link>
      <span className="soft pair-under">
        {[t(`people.statuses.${side.status}`), side.office.name].join(" · ")}
        {side.business && <Mark tone="hand" text={t("links.business")} />}
      </span>
    </div>
  );
}

function FieldRow({ field, pair }: { readonly field: ShownField; readonly pair: Pair }) {
  const { t } = useTranslation();
  const compared = pair.fields.find((one) => one.field === field);
  const clash = field === "document" && pair.numbersClash;
  const tone = clash || (compared && compared.weight <= -0.5) ? "pair-against" : "";
  return (
    <tr className={tone}>
      <th scope="row" className="pair-label">
        {t(`links.fields.${field}`)}
      </th>
      {pair.sides.map((side) => (
        <td key={side.personId}>
          <Value side={side} field={field} other={pair.sides.find((one) => one !== side)} />
        </td>
      ))}
      {pair.sides.length < 2 && <td />}
      <td className="pair-agreement">
        {clash ? (
          <strong>{t("links.clash")}</strong>
        ) : compared ? (
          <Agreement compared={compared} />
        ) : (
          t("links.notCompared")
        )}
      </td>
    </tr>
  );
}

function Agreement({ compared }: { readonly compared: PairField }) {
  const { t } = useTranslation();
  const local = useLocal();
  const { weight } = compared;
  const bits = `${weight > 0 ? "+" : weight < 0 ? "−" : ""}${Math.abs(weight).toFixed(1)}`;
  const width = Math.min(50, Math.abs(weight) * 4);
  return (
    <div className="pair-weight">
      <span className="pair-words">
        <span>{local(compared)}</span>
        <span className="soft num" title={t("links.bits", { bits })}>
          {t(`links.weight.${weightWord(weight)}`)} {bits}
        </span>
      </span>
      <span className="pair-bar" aria-hidden="true">
        <span
          className={weight < 0 ? "pair-bar-against" : "pair-bar-for"}
          style={{ width: `${width}%`, insetInlineStart: weight < 0 ? `${50 - width}%` : "50%" }}
        />
      </span>
    </div>
  );
}

type ValueProps = {
  readonly side: PairSide;
  readonly field: ShownField;
  readonly other: PairSide | undefined;
};

function Value({ side, field, other }: ValueProps) {
  const { t } = useTranslation();
  const codeName = useCodeNames();
  const unknown = <span className="soft">{t("links.unknown")}</span>;
  switch (field) {
    case "name":
      return (
        <>
          <Name name={side.name} other={other?.name} />
          {side.alsoNamed.length > 0 && (
            <span className="soft"> {t("links.alsoNamed", { names: side.alsoNamed.join(t("do.comma")) })}</span>
          )}
        </>
      );
    case "document":
      return (
        <ul className="pair-list">
          {side.documents.map(({ kind, masked }) => (
            <li key={masked}>
              <span className="soft">{codeName("documentKind", kind)}</span> <span className="num">{masked}</span>
            </li>
          ))}
        </ul>
      );
    case "school":
      if (side.schools.length === 0) return unknown;
      return (
        <ul className="pair-list">
          {side.schools.map(({ school, level, graduated }) => (
            <li key={`${school}${level}${graduated}`}>
              {school}{" "}
              <span className="soft">
                {[codeName("level", level), graduated?.slice(0, 4)].filter(Boolean).join(" · ")}
              </span>
            </li>
          ))}
        </ul>
      );
    case "sex":
      return side.sex ? t(`people.sex.${side.sex}`) : unknown;
    case "birth":
      return side.birthMasked ? <span className="num">{side.birthMasked}</span> : unknown;
    case "phone":
      return side.phoneMasked ? <span className="num">{side.phoneMasked}</span> : unknown;
    case "certificate":
      return null;
    default:
      return side[field] ?? unknown;
  }
}

/** Characters that the two names don't share stand out: 清 and 青 are easily overlooked. */
function Name({ name, other }: { readonly name: string; readonly other: string | undefined }) {
  const marked = differingPlaces(name, other);
  return [...name].map((character, at) =>
    marked.has(at) ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: a character's place is what it is told apart by.
      <mark key={at} className="pair-differs">
        {character}
      </mark>
    ) : (
      character
    ),
  );
}

function Registers({ side }: { readonly side: PairSide }) {
  const { t } = useTranslation();
  return (
    <span className="soft">
      {side.registers
        .map(({ register, rows }) =>
          t("links.rows", {
            register: t(`registers.${register}` as "registers.insurance", { defaultValue: register }),
            count: rows,
          }),
        )
        .join(" · ") || t("links.noRows")}
    </span>
  );
}

import type { Pair, PairSide } from "@wutong/contracts";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useCodeNames } from "../elements/code-names.ts";
import { useLocal } from "../elements/local.ts";
import { Mark } from "../elements/marks.tsx";
import { chanceText, fieldsOf, type PairField, type ShownField, weightWord } from "./pair-rows.ts";

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
            <th scope="col" className="pair-agreement">
              <span className="pair-desk-only">{t("links.agreement")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {fieldsOf(pair).map((field) => (
            <FieldRow key={field} field={field} pair={pair} />
          ))}
          <tr>
            <th scope="row">{t("links.fields.registers")}</th>
            {[left, right].map((side, at) => (
              <td key={at === 0 ? "left" : "right"}>{side && <Registers side={side} />}</td>
            ))}
            <td />
          </tr>
        </tbody>
        <tfoot>
          <tr>
            <td colSpan={4}>{t("links.likely", { percent: chanceText(pair.weight) })}</td>
          </tr>
        </tfoot>
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
      <th scope="row">{t(`links.fields.${field}`)}</th>
      {pair.sides.map((side) => (
        <td key={side.personId}>
          <Value side={side} field={field} />
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
      <span>{local(compared)}</span>
      <span className="soft">
        {t(`links.weight.${weightWord(weight)}`)}
        <span className="num pair-bits" title={t("links.bits", { bits })}>
          {bits}
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

function Value({ side, field }: { readonly side: PairSide; readonly field: ShownField }) {
  const { t } = useTranslation();
  const codeName = useCodeNames();
  const unknown = <span className="soft">{t("links.unknown")}</span>;
  switch (field) {
    case "name":
      return (
        <>
          {side.name}
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

function Registers({ side }: { readonly side: PairSide }) {
  const { t } = useTranslation();
  return (
    <ul className="pair-list pair-registers">
      {side.registers.map(({ register, rows }) => (
        <li key={register}>
          {t("links.rows", {
            register: t(`registers.${register}` as "registers.insurance", { defaultValue: register }),
            count: rows,
          })}
        </li>
      ))}
    </ul>
  );
}
